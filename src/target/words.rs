//! Words that name an action which destroys, rejects, mails or logs out. Danish and English.

/// Each stands for itself alone, as a whole word; several words of one entry stand next to each other.
pub(super) const DANGEROUS: &[&str] = &[
    // leaving
    "logout", "log out", "logoff", "log off", "signout", "sign out", "signoff", "sign off", "logud", "log ud", "log af",
    "logaf", "afmeld", "end session", "endsession", "close account", "luk konto", // destroying
    "delete", "destroy", "remove", "purge", "erase", "wipe", "trash", "discard", "unlink", "drop", "truncate", "slet",
    "sletning", "fjern", "kassér", "kasser", "smid ud", "tøm", "anonymize", "anonymise", "anonymiser", "bulk delete",
    "delete all", "slet alle", // deciding
    "reject", "decline", "deny", "refuse", "dismiss", "disqualify", "afvis", "afvisning", "giv afslag", "send afslag",
    "afslag", "frasortér", "frasorter", "approve", "accept", "hire", "godkend", "ansæt", "tilbyd job", "make offer",
    "shortlist", "withdraw", "træk tilbage", "tilbagetræk", "tilbagekald", "cancel", "annuller", "annullér", "afbryd",
    "aflys", "advance", "promote", "demote", "move stage", "change stage", "next stage", "flyt til", "skift fase",
    // mailing
    "send mail", "send email", "send e-mail", "sendmail", "send message", "send besked", "send sms", "send invite",
    "send invitation", "invite", "inviter", "invitér", "send", "send til", "forward", "videresend", "notify",
    "notificer", "underret", "send reminder", "remind", "påmind", "resend", "gensend", "svar", "reply", "unsubscribe",
    "subscribe", // closing, shutting
    "archive", "arkiver", "arkivér", "close job", "luk stilling", "luk job", "unpublish", "publish", "publicer",
    "publicér", "afpublicer", "disable", "deactivate", "deaktiver", "deaktivér", "suspend", "suspendér", "suspender",
    "block", "blokér", "bloker", "ban", "lock", "reset", "nulstil", "revoke", "tilbagekald adgang", "regenerate",
    "rotate", "expire", "terminate", "shutdown", "shut down", "restart", "genstart", "impersonate", "merge", "flet",
    "overwrite", "overskriv", "anonymisér", "change password", "skift adgangskode",
];

/// Of these, what a plain list or page may be called as well (`/archive`, `/shortlist`, `/svar`): an address that holds no
/// other word is not touched either, but the scenario must decide before anything can be called clean.
pub(super) const AMBIGUOUS: &[&str] = &[
    "trash", "drop", "truncate", "sletning", "unlink", "afslag", "afvisning", "shortlist", "advance", "promote",
    "send", "forward", "invite", "inviter", "invitér", "notify", "remind", "svar", "reply", "subscribe", "archive",
    "arkiver", "arkivér", "publish", "publicer", "publicér", "block", "ban", "lock", "reset", "rotate", "expire",
    "merge", "flet", "change stage", "next stage", "change password", "skift adgangskode",
];
