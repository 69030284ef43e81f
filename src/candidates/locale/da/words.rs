//! Words that stand on many pages. No name may fold to one of them: it would be found everywhere.

/// Folded words, Danish first, then English and markup.
pub const COMMON: &str = "ansoegning ansoeger ansoegere ansaettelse stilling stillinger kandidat kandidater profil profiler navn efternavn fornavn
adresse telefon mail email besked beskeder dato alder koen kvinde mand mor far barn boern gift enke kommune region stat borger borgere service
skole uddannelse erfaring arbejde arbejdsgiver kvalifikation kvalifikationer sprog dansk engelsk tysk svensk norsk arabisk tyrkisk polsk
mark sten bo rose vita may april maj juni juli august marts mandag tirsdag onsdag torsdag fredag loerdag soendag eng skov dal lund bjerg
kilde holt gaard bro borg hav aa soe sol maane stjerne vind storm frost sne is regn lyn torden dag nat morgen aften tid aar uge maaned time
liv glad trofast fred lykke viola lilje iris bjoern ulv ravn falk oern due svane finn hans ham hende han hun den det de dem deres min din
vores jeg du vi i og eller men fordi naar hvis saa som til fra med uden over under for efter mellem ved paa af om hos mod gennem siden
ja nej ikke kun mere mest mindre god bedre bedst stor lille ny gammel ung hoej lav lang kort bred smal rod hvid sort blaa groen gul graa
hjem side sider menu login log ud ind gem slet rediger vis skjul naeste forrige tilbage videre soeg soegning filter sorter liste tabel
rapport oversigt status fase trin runde samtale screening vurdering note noter kommentar kommentarer bilag dokument dokumenter fil filer
hent upload download print udskriv eksport import indstillinger hjaelp kontakt support vilkaar cookie cookies privat data database server
application candidate candidates name email phone address date age sex gender male female id uuid key value values type string number boolean
true false null none undefined object array list table row column cell header footer body html head title meta link script style class div
span input form button label option select image icon svg path rect circle width height color background border margin padding font size
content text font family weight bold normal left right top bottom center position relative absolute fixed display block inline flex grid
page pages home about search filter sort order next previous first last new edit delete save cancel close open show hide view print export
error warning info debug success failed loading user users role roles admin manager reviewer recruiter company department team project
anna ole per ida eva ana max min main test demo example sample default system version api json xml http https www com org net admin root
ali dan don art bill mark grant will page dean frank rich guy jack job hope faith grace joy pat rob rod sue sky summer autumn winter";
