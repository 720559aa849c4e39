//! Headings whose text is for some only.

use super::{
    Word,
    grammar::{self, Class, Phrases},
    lists,
};
use crate::{case::Readers, text::Clean};

/// What is for those who take part is for everybody.
const ALL: &[&str] = &[
    "participant",
    "participants",
    "everyone",
    "everybody",
    "all",
    "class",
];

/// What is briefed on so is briefed on to everybody.
const THINGS: &[&str] = &[
    "scenario",
    "case",
    "exercise",
    "situation",
    "project",
    "mission",
    "story",
    "activity",
];

/// How a remark begins that forbids to tell something, or that somebody wrote for themselves.
#[rustfmt::skip]
static TELLS: Phrases = Phrases::of(&[
    "do not tell", "don't tell", "don’t tell", "dont tell", "do not reveal", "don't reveal", "don’t reveal", "dont reveal", "do not say",
    "don't say", "don’t say", "do not read", "don't read", "don’t read", "do not let", "don't let", "don’t let", "do not give",
    "don't give", "don’t give", "do not mention", "don't mention", "don’t mention", "note to self", "note to myself", "not for the group",
    "not to be told", "not to be read", "keep this from", "keep this to yourself", "nicht verrat", "nicht vorles", "nicht sagen",
    "nicht erzahl", "noch nicht sagen", "noch nicht verrat", "ne pas dire", "ne pas revel", "ne pas lire", "ne dites pas", "no decir",
    "no revel", "no leer", "no contar", "no lo digas", "nao dizer", "nao contar", "nao revel", "nao ler", "non dire", "non rivel",
    "non legg", "niet verklap", "niet voorlez", "niet zeggen", "nie mow", "nie zdradz", "nie czyta", "не говор", "не рассказ",
    "не раскрыв", "не зачит", "не читать", "ne mondd", "ne arul", "soyleme", "不要告诉", "不要说", "勿告", "不要透露", "言わない",
    "教えない", "伝えない", "読まない", "말하지",
]);

/// Whether a remark forbids to tell something, or to hand it out: "Don't tell them: …".
pub(crate) fn forbids_telling(folded: &str) -> bool {
    TELLS.begin(folded) || grammar::keeps_back(folded)
}

/// Whether a heading says that what stands below is for some only: "Confidential", "Role brief",
/// "For the director only".
pub fn is_private(title: &str) -> bool {
    // An exhibit that says for whom it is goes to them.
    if !readers(title).are_all() {
        return false;
    }
    let folded = grammar::fold(title);
    let words = grammar::words(&folded);
    if words.len() > 9 {
        return false;
    }
    let says = |word: &str| words.contains(&word);
    let secret = is_secret(&folded, &words);
    let brief = (says("brief") || says("briefing") || says("rollenkarte"))
        && words.len() <= 6
        && (says("role")
            || says("for")
            || says("private")
            || says("player")
            || words.last() == Some(&"brief"))
        && !ALL.iter().chain(THINGS).any(|word| says(word));
    let only = says("only") && says("for")
        || (says("nur") && (says("fur")))
        || (says("uniquement") && says("pour"))
        || (says("solo") && (says("para") || says("per")));
    secret || brief || only
}

/// How a heading says that its text is given out when somebody asks.
#[rustfmt::skip]
const ON_REQUEST: &[&str] = &[
    "on request", "fact on request", "only on request", "auf nachfrage", "auf anfrage", "nur auf nachfrage", "sur demande", "a peticion",
    "a pedido", "su richiesta", "op aanvraag",
];
/// What stands before and behind the roles that alone may read an exhibit.
#[rustfmt::skip]
const FOR_ONLY: &[(&str, &str)] = &[
    ("only for ", ""), ("for ", " only"), ("nur für ", ""), ("für ", " allein"), ("uniquement pour ", ""), ("pour ", " uniquement"),
    ("solo para ", ""), ("para ", " solamente"), ("só para ", ""), ("solo per ", ""), ("alleen voor ", ""), ("endast för ", ""), ("только для ", ""),
];
/// What stands between two roles.
const BETWEEN: &[&str] = &[
    ",", " and ", " und ", " et ", " y ", " e ", " en ", " и ", "&",
];

/// Who may read an exhibit, by its heading: "Exhibit 3: The rota (for Nurse and Clerk only)",
/// "Exhibit 4: The log (on request)", "On request: The log".
pub fn readers(title: &str) -> Readers {
    let title = title.trim().trim_matches(['*', '_']);
    let asks = |text: &str| ON_REQUEST.contains(&grammar::fold(text).trim());
    let head = title.split_once([':', '：']).map(|(head, _)| head);
    if head.is_some_and(asks) {
        return Readers::OnRequest;
    }
    let opened = title.split(['(', '（']).skip(1);
    let within = opened.filter_map(|rest| rest.split([')', '）']).next());
    let mut told = within
        .map(str::trim)
        .filter_map(|within| match asks(within) {
            true => Some(Readers::OnRequest),
            false => roles_alone(within).map(Readers::Roles),
        });
    told.next()
        .filter(|_| super::of_heading(title) == Some(Word::Exhibit))
        .unwrap_or(Readers::All)
}

/// The roles in "for the nurse and the clerk only"; none where it is for staff, or for everybody.
fn roles_alone(text: &str) -> Option<Vec<Clean>> {
    let named = FOR_ONLY.iter().find_map(|(before, after)| {
        let rest = text.get(before.len()..)?;
        let begins = text.get(..before.len())?.to_lowercase() == *before;
        rest.strip_suffix(after).filter(|_| begins)
    })?;
    let mut names = vec![named];
    for between in BETWEEN {
        let split = names.iter().flat_map(|name| name.split(between));
        names = split.collect();
    }
    let bare = |name: &str| {
        let name = name.trim();
        Clean::line(name.strip_prefix("the ").unwrap_or(name))
    };
    let names: Vec<_> = names.into_iter().map(bare).collect();
    let role = |name: &Clean| {
        let folded = grammar::fold(name);
        let words = grammar::words(&folded);
        let staff = |word: &&str| grammar::is(word, Class::Staff);
        (1..=MOST_WORDS_OF_A_ROLE).contains(&words.len())
            && !words.iter().any(|word| staff(word) || ALL.contains(word))
    };
    names.iter().all(role).then_some(names)
}

/// What a heading is called, folded, that briefs one role: "Brief: Nurse", "Role card – Nurse".
#[rustfmt::skip]
const BRIEFS: &[&str] = &[
    "brief", "role brief", "confidential brief", "private brief", "secret brief", "confidential role brief",
    "role card", "role sheet", "character brief", "confidential briefing", "role briefing",
    "rollenkarte", "rollenbrief", "rollenanweisung", "vertrauliche rollenanweisung", "vertrauliche rollenkarte", "vertrauliches briefing",
    "fiche de role", "carte de role", "brief confidentiel", "consigne confidentielle",
    "ficha de rol", "tarjeta de rol", "instrucciones confidenciales", "ficha de papel", "instrucoes confidenciais",
    "scheda di ruolo", "scheda ruolo", "istruzioni riservate", "rolkaart", "rollkort", "карточка роли", "角色卡", "角色卡片", "ロールカード", "역할 카드",
];
/// The same for a heading above the briefs of several roles.
#[rustfmt::skip]
const BRIEFS_OF_ALL: &[&str] = &[
    "briefs", "role briefs", "confidential briefs", "private briefs", "confidential role briefs", "role cards", "role sheets",
    "rollenkarten", "rollenanweisungen", "fiches de role", "fichas de rol", "schede di ruolo", "rolkaarten", "rollkort",
];
/// No role has more words.
const MOST_WORDS_OF_A_ROLE: usize = 6;

/// The role that a heading briefs: "Nurse" in "Confidential brief: Nurse" and in "Brief for the
/// nurse".
pub fn role_of_brief(title: &str) -> Option<&str> {
    let title = title.trim().trim_matches(['*', '_']);
    let marks = [':', '：', '–', '—'];
    let role = match title.split_once(marks).or_else(|| title.split_once(" - ")) {
        Some((head, role)) if briefs(head) => role,
        // "The tenant – confidential"
        Some((role, tail)) if only_says_secret(tail) => behind_role_of(role),
        Some(_) => return None,
        None => {
            let (head, role) = title.split_once(" for ")?;
            if !BRIEFS.contains(&grammar::fold(head).trim()) {
                return None;
            }
            role.trim_start_matches("the ")
        }
    };
    let role = role.trim().trim_matches(['*', '_', ' ']);
    let folded = grammar::fold(role);
    let words = grammar::words(&folded);
    let about = |word: &&str| ALL.contains(word) || THINGS.contains(word);
    let is_role = (1..=MOST_WORDS_OF_A_ROLE).contains(&words.len())
        && !role.ends_with(['.', '?', '!', ':'])
        && !words.iter().any(about);
    is_role.then_some(role)
}

/// What stands before a role that is said to be confidential behind it.
#[rustfmt::skip]
const OF_ROLE: &[&str] = &["role of the ", "role of ", "rolle der ", "rolle des ", "rolle von ", "role de ", "rôle de ", "rol de ", "ruolo di ", "rol van "];

fn behind_role_of(text: &str) -> &str {
    let begins = |lead: &&&str| {
        let start = text.get(..lead.len());
        start.is_some_and(|start| start.to_lowercase() == **lead)
    };
    let lead = OF_ROLE.iter().find(begins).map_or(0, |lead| lead.len());
    text.get(lead..).unwrap_or(text)
}

/// Whether words before a colon say that a role's brief follows: "Role card", "Private
/// information".
fn briefs(head: &str) -> bool {
    let folded = grammar::fold(head);
    let words = grammar::words(&folded);
    let secret = |word: &&str| KEPT.begin(word) || word.starts_with("priv");
    let sheet = |word: &&str| SHEETS.begin(word);
    let (secrets, sheets): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| secret(word));
    let own = (1..=2).contains(&secrets.len()) && (1..=2).contains(&sheets.len());
    BRIEFS.contains(&folded.trim()) || own && sheets.iter().all(sheet)
}

/// Whether words say nothing but that something is confidential.
fn only_says_secret(text: &str) -> bool {
    let folded = grammar::fold(text);
    let words = grammar::words(&folded);
    (1..=2).contains(&words.len()) && words.iter().all(|word| KEPT.begin(word))
}

/// Who alone may read what stands below a remark on a line of its own: "P1" in "[To be read by P1
/// only]".
pub fn only_reader(line: &str) -> Option<&str> {
    const FOR: &[&str] = &[
        " by ", " for ", " von ", " für ", " par ", " pour ", " por ", " para ", " per ", " door ",
        " voor ", " для ",
    ];
    let marks = ['*', '_', ' '];
    let inner = line.trim().trim_matches(marks);
    let closed = [('[', ']'), ('(', ')')];
    let inner = closed
        .iter()
        .find_map(|(open, close)| inner.strip_prefix(*open)?.strip_suffix(*close))
        .or_else(|| line.trim().starts_with(['*', '_']).then_some(inner))?;
    let folded = grammar::fold(inner);
    let words = grammar::words(&folded);
    if words.len() > 9 || !words.iter().any(|word| grammar::ONLY.contains(word)) {
        return None;
    }
    // A blank before the first word, too; letters keep their lengths in these languages.
    let small = format!(" {}", inner.to_lowercase());
    let ends = FOR
        .iter()
        .filter_map(|word| Some(small.rfind(word)? + word.len()));
    let who = inner.get(ends.max()?.checked_sub(1)?..)?.trim();
    let who = who.trim_end_matches(['.', '!']);
    let who = grammar::ONLY
        .iter()
        .find_map(|only| who.strip_suffix(only))
        .unwrap_or(who);
    let who = who.trim().trim_start_matches("the ");
    is_a_role(who).then_some(who)
}

/// Whether a text may be what a role is called: neither everybody, nor a thing, nor who teaches.
fn is_a_role(who: &str) -> bool {
    let folded = grammar::fold(who);
    let words = grammar::words(&folded);
    let about = |word: &&str| ALL.contains(word) || THINGS.contains(word);
    (1..=MOST_WORDS_OF_A_ROLE).contains(&words.len())
        && !who.ends_with(['.', '?', '!', ':'])
        && !words.iter().any(about)
        && !grammar::speaks_to_staff(&folded)
}

/// What stands before those whom something is for, folded.
const FOR: &[&str] = &[
    "for", "fur", "pour", "para", "per", "voor", "til", "till", "dla", "для", "pentru",
];
/// The same behind a word like "reserved" or "confidential".
const TO: &[&str] = &["a", "au", "aux", "al", "alla", "allo", "ai", "to"];
/// How such a word begins.
#[rustfmt::skip]
static KEPT: Phrases = Phrases::of(&["reserv", "riserv", "vorbehalten", "forbehall", "confiden", "vertraulich", "vertrouwelijk", "konfiden", "fortrolig", "geheim", "secret", "hemlig"]);
/// "Only", behind or before.
#[rustfmt::skip]
const ALONE: &[&str] = &[
    "only", "nur", "allein", "alleine", "alleen", "uniquement", "seulement", "exclusivement", "solo", "solamente", "soltanto", "apenas",
    "somente", "endast", "bara", "kun", "tylko", "только", "eyes",
];
/// How words begin that say what is for somebody: "Confidential instructions for …".
#[rustfmt::skip]
static SHEETS: Phrases = Phrases::of(&[
    "instru", "inform", "brief", "note", "fact", "card", "sheet", "role", "rolle", "confid", "privat", "secret", "additional", "extra", "anweis",
    "hinweis", "karte", "zusatz", "vertraulich", "geheim", "consign", "fiche", "carte", "scheda", "kaart", "kort", "rol", "istruz", "data",
    "to", "be", "read", "text", "texte", "texto",
]);
/// What is for these is for nobody in the case.
#[rustfmt::skip]
const NOBODY: &[&str] = &[
    "use", "reference", "information", "illustration", "example", "examples", "orientation", "practice", "discussion", "questions", "question",
    "adults", "members", "residents", "staff", "gebrauch", "dienstgebrauch", "information", "beispiel", "reference", "usage", "uso", "gebruik",
    "now", "today", "once", "a", "one", "two", "three", "this", "that", "it", "you", "us", "them", "me", "advanced", "the", "time", "fun",
];

/// Whether the first word of a text is one that says for whom alone it is, or what is for them:
/// of no other text a beginning is such a label.
pub fn may_be_for_one(text: &str) -> bool {
    let from = text.find(char::is_alphanumeric).unwrap_or_default();
    let first = text.get(from..).unwrap_or_default();
    let first = grammar::fold(first.split_whitespace().next().unwrap_or_default());
    let first = first.trim_matches(|letter: char| !letter.is_alphanumeric());
    let says = FOR.contains(&first) || ALONE.contains(&first) || first == "so";
    says || KEPT.begin(first) || SHEETS.begin(first)
}

/// Words of a text, each with where it begins and ends, folded.
fn placed_words(text: &str) -> Vec<(usize, usize, String)> {
    let mut from = 0;
    let mut found = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if !bare.is_empty() {
            let folded = grammar::fold(bare);
            let inner = folded.trim_matches(|letter: char| !letter.is_alphanumeric());
            found.push((from, from + bare.len(), inner.to_owned()));
        }
        from += word.len();
    }
    found
}

/// Whom alone a label is for: "Marta" in "Instructions for Marta only", "wethouder" in "Alleen voor
/// de wethouder", "Claire" in "Réservé à Claire". Staff is nobody here, and so is everybody.
pub fn role_alone(label: &str) -> Option<&str> {
    const MOST: usize = 10;
    let label = label
        .trim()
        .trim_matches(['*', '_', '(', ')', '[', ']', ' ']);
    let label = label.trim_end_matches(['.', ':', '：', '!', ' ']);
    let count = label.split_whitespace().take(MOST + 1).count();
    if !(3..=MOST).contains(&count) {
        return None;
    }
    let words = placed_words(label);
    let word = |at: usize| words.get(at).map_or("", |(_, _, word)| word.as_str());
    let kept = |at: usize| KEPT.begin(word(at));
    let lead = (0..words.len())
        .take_while(|at| SHEETS.begin(word(*at)))
        .count();
    let last = words.len() - 1;
    // "So for" begins an English sentence.
    let so = |at: usize| word(at) == "so" && word(at + 1) == "para";
    let only = |at: usize| ALONE.contains(&word(at)) || kept(at) || so(at);
    let whom = (0..=lead).find_map(|at| {
        let to = kept(at) && TO.contains(&word(at + 1));
        let apostrophe = kept(at) && word(at + 1).starts_with("l'");
        let told = FOR.contains(&word(at)) && (0..at).any(kept);
        if told {
            Some((at + 1, last + 1))
        } else if (only(at) && FOR.contains(&word(at + 1))) || to {
            Some((at + 2, last + 1))
        } else if apostrophe {
            Some((at + 1, last + 1))
        } else {
            let closed = FOR.contains(&word(at)) && ALONE.contains(&word(last));
            let eyes = usize::from(word(last.saturating_sub(1)) == "eyes");
            closed.then_some((at + 1, last - eyes))
        }
    })?;
    let from = whom.0 + usize::from(ARTICLES.contains(&word(whom.0)));
    let (start, end) = (words.get(from)?.0, words.get(whom.1.checked_sub(1)?)?.1);
    let who = label.get(start..end)?;
    let who = who.trim_start_matches("l'").trim_start_matches("l’");
    let who = who
        .strip_suffix("'s")
        .or_else(|| who.strip_suffix("’s"))
        .unwrap_or(who);
    let nobody = (from..whom.1).any(|at| NOBODY.contains(&word(at)));
    (!nobody && whom.1 <= from + MOST_WORDS_OF_A_ROLE && is_a_role(who)).then_some(who)
}

/// What stands before what somebody is.
#[rustfmt::skip]
const ARTICLES: &[&str] = &[
    "the", "der", "die", "das", "den", "dem", "de", "het", "la", "le", "les", "el", "los", "las", "il", "lo", "gli", "i", "o", "os", "as", "den",
    "det",
];
/// What a role is called, folded.
const ROLES: &[&str] = &[
    "role", "rolle", "rol", "roll", "ruolo", "papel", "rola", "роль", "szerep", "角色", "役割",
    "역할",
];

/// The role that a heading is about: "Frau Thoma" in "Rolle: Frau Thoma".
pub fn role_of_heading(title: &str) -> Option<&str> {
    let (head, role) = title.split_once([':', '：', '–', '—'])?;
    let role = role.trim().trim_matches(['*', '_', ' ']);
    (ROLES.contains(&grammar::fold(head).trim()) && is_a_role(role)).then_some(role)
}

/// What nobody else may know.
#[rustfmt::skip]
static UNKNOWN: Phrases = Phrases::of(&[
    "secret", "confiden", "nobody knows", "nobody else", "no one knows", "no one else", "geheim", "vertraulich", "niemand weiss", "niemand sonst",
    "verrat", "personne ne sait", "confiden", "nadie sabe", "ninguem sabe", "nessuno sa", "niemand weet", "vertrouwelijk", "ingen vet",
    "hemlig", "ingen ved", "nikt nie wie", "никто не знает", "тайн", "没有人知道", "秘密",
]);

/// Whether a text tells somebody what they alone know.
pub fn tells_one(text: &str) -> bool {
    let folded = grammar::fold(text);
    UNKNOWN.are_in(&folded) || forbids_telling(&folded)
}

/// Whether the headings below one brief a role each: "Confidential briefs".
pub fn briefs_several(title: &str) -> bool {
    BRIEFS_OF_ALL.contains(&grammar::fold(title).trim())
}

/// Whether a folded text says that it is confidential.
pub(super) fn is_secret(folded: &str, words: &[&str]) -> bool {
    let within = |start: &str| start.len() > 5 && !start.is_ascii() && folded.contains(start);
    !folded.is_ascii() && lists::SECRET.all().any(within) || says_secret(words)
}

/// What is confidential in a story, before what happens to it.
const LEAKED: &[&str] = &[
    "information",
    "data",
    "file",
    "document",
    "report",
    "email",
    "letter",
    "record",
];

/// Whether a title says that it is confidential, not that something in the story is: the word
/// stands first, or among the last two. "Confidentiality" is a subject.
fn says_secret(words: &[&str]) -> bool {
    const SUBJECTS: [&str; 6] = ["ity", "ite", "keit", "dad", "dade", "ezza"];
    let told = |(at, _): &(usize, &&str)| *at == 0 || at + 2 >= words.len();
    let mut told = words.iter().enumerate().filter(told);
    told.any(|(at, word)| {
        let subject = SUBJECTS.iter().any(|end| word.ends_with(end));
        // "Confidential information leak" is what happened.
        let thing = || {
            at == 0
                && words.len() >= 3
                && words
                    .get(1)
                    .is_some_and(|word| LEAKED.contains(&word.trim_end_matches('s')))
                && !words.contains(&"for")
        };
        lists::SECRET.begin(word) && !subject && !thing()
    })
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn a_heading_is_private_by_what_it_says_of_itself() {
        for (title, private) in [
            ("Confidential", true),
            ("Confidential: what the buyer knows", true),
            ("Role A – confidential instructions", true),
            ("Role brief for the seller", true),
            ("For the director only", true),
            ("Scenario 3: a confidential file goes astray", false),
            ("Confidentiality", false),
            ("Scenario 3: Confidential information leak", false),
            ("Confidential information for the seller", true),
            ("Case 2: Confidentiality at the clinic", false),
            ("The story – for participant briefing", false),
            ("Scenario brief", false),
            ("Case briefing", false),
            ("Brief for the seller", true),
        ] {
            assert_eq!(is_private(title), private, "{title}");
        }
    }
}
