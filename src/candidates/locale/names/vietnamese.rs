//! Names of Viet Nam. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Thị Hồng", "Bích Ngọc", "Phương Anh", "Thanh Thảo", "Minh Châu", "Ngọc Lan", "Kim Oanh", "Thu Hà", "Mỹ Linh",
        "Quỳnh Như", "Tuyết Mai", "Xuân Hương", "Diễm My", "Hoài Thương", "Khánh Vy", "Lệ Quyên", "Như Ý",
        "Thùy Trang", "Ánh Nguyệt", "Cẩm Tú",
    ],
    men: &[
        "Văn Hùng", "Quốc Bảo", "Minh Đức", "Tuấn Kiệt", "Anh Dũng", "Hữu Phước", "Đình Phong", "Thành Long",
        "Công Vinh", "Duy Khánh", "Gia Huy", "Hoàng Nam", "Kim Sơn", "Mạnh Cường", "Ngọc Thạch", "Phúc Lâm",
        "Quang Hải", "Trọng Nghĩa", "Việt Anh", "Xuân Trường",
    ],
    family: FamilyNames {
        firsts: &[
            "Nguyễn", "Trần", "Phạm", "Huỳnh", "Hoàng", "Phan", "Đặng", "Bùi", "Dương", "Trịnh", "Đoàn", "Lương",
            "Tống", "Quách", "Thạch", "Nghiêm", "Khuất", "Triệu", "Mạch", "Viên",
        ],
        joint: " ",
        seconds: &[
            "Đình Trí", "Hữu Lộc", "Phước Thiện", "Bá Tường", "Công Thành", "Đăng Khoa", "Gia Định", "Khắc Niệm",
            "Mậu Thìn", "Như Nguyện", "Quý Thịnh", "Sĩ Hiền", "Tất Đạt", "Thế Vinh", "Trung Nghĩa", "Vĩnh Phúc",
            "Xuân Lộc", "Đức Thắng",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
