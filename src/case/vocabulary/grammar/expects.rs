//! Labels that name no answer and say what somebody is to find, to see or to decide, or that tell
//! the reader not to read on yet: "What a good team notices", "Expected decisions", "(only read if
//! you are stuck)".

use super::{Class, fold::Phrases, is, words};

/// How words begin for what somebody has to do, is likely to do, or could have done.
#[rustfmt::skip]
static MODALS: Phrases = Phrases::of(&[
    "should", "ought", "might", "would", "could", "may", "must", "will", "can", "need", "soll", "konn", "kann", "wurd", "muss", "mogen", "devrai",
    "doit", "doiv", "pourrai", "peu", "deberi", "deb", "podri", "pued", "dev", "pod", "dovrebb", "devon", "possono", "potrebb", "zou", "moet",
    "kunnen", "powinn", "mog", "bor", "burde", "skal", "ska", "skulle", "должн", "могут", "может", "стоит", "следует", "kell", "lehet", "gerek",
]);
/// How words begin for finding, seeing, deciding or saying something.
#[rustfmt::skip]
static VERBS: Phrases = Phrases::of(&[
    "find", "notic", "see", "spot", "observ", "identif", "recogni", "reali", "discover", "mention", "conclu", "catch", "surface", "emerg", "say",
    "decid", "land", "hear", "detect", "uncover", "pick", "point", "agree", "come", "arrive", "appear", "finden", "bemerk", "erkenn", "seh",
    "entdeck", "beobacht", "nenn", "sagen", "entscheid", "herauskomm", "herausfind", "auffall", "feststell", "trouv", "remarqu", "voi", "reper",
    "decouvr", "constat", "dire", "conclur", "ressort", "apparai", "encontr", "notar", "nota", "ver", "vea", "ve", "descubr", "advert", "mencion",
    "decir", "surg", "salir", "aparec", "deteta", "detect", "perceb", "descobr", "dizer", "emerg", "trovar", "trova", "vedere", "vede", "scopr",
    "accorg", "decid", "dica", "vinden", "vindt", "opmerk", "merk", "zien", "ziet", "ontdek", "beslis", "besluit", "zegg", "zauwaz", "znalez",
    "dostrze", "zobacz", "odkry", "powiedz", "wskaz", "замет", "увид", "найти", "обнаруж", "скаж", "понять", "прийти", "hitta", "markera", "se",
    "upptack", "finde", "opdag", "oppdag", "finn", "eszrev", "meglat", "talal",
]);
/// How words begin for a reader or a group that does well.
#[rustfmt::skip]
static GOOD: Phrases = Phrases::of(&[
    "good", "strong", "careful", "sharp", "attentive", "experienced", "expert", "skilled", "thoughtful", "successful", "effective", "gut", "stark",
    "aufmerksam", "erfahren", "sorgfaltig", "bon", "buon", "attentif", "attentiv", "experiment", "buen", "atent", "boa", "bom", "brav", "goed", "oplettend",
    "scherp", "dobr", "uwazn", "хорош", "вниматель", "опытн", "bra", "god", "uppmarksam", "figyelmes",
]);
/// What a label of this kind begins with.
#[rustfmt::skip]
const STARTS: &[&str] = &[
    "what", "which", "where", "things", "points", "issues", "was", "worauf", "welche", "ce", "que", "lo", "o", "cosa", "che", "cio", "quello", "quanto",
    "wat", "welke", "co", "что", "vad", "hvad", "hva", "mit",
];
/// How words begin for what is expected, and for what of it answers.
#[rustfmt::skip]
static EXPECTED: Phrases = Phrases::of(&[
    "expected", "anticipated", "erwartet", "erwartbar", "attendu", "esperad", "attes", "verwacht", "oczekiwan", "ожида", "elvart", "beklenen",
    "forvant", "forvent",
]);
#[rustfmt::skip]
static DEEDS: Phrases = Phrases::of(&[
    "decision", "action", "behavio", "finding", "observation", "reaction", "reasoning", "contribution", "element", "discussion", "entscheid",
    "massnahme", "handlung", "verhalten", "beobacht", "reaktion", "erkenntn", "ergebnis", "decis", "accion", "medida", "hallazgo",
    "comportam", "mesure", "comportement", "constat", "azion", "osservazion", "reazion", "beslissing", "besluit", "actie", "gedrag", "bevinding",
    "decyzj", "dzialan", "reakcj", "решени", "действи", "dontes", "beslut", "atgard", "handling",
]);

/// Whether a folded label without its remarks says what somebody is to find.
pub(super) fn says_what_to_find(bare: &str, all: &[&str]) -> bool {
    let bare = bare.trim_end_matches([':', ' ', '.']);
    if bare.contains('?') || all.len() < 2 {
        return false;
    }
    let one = all.len() <= 6 && ONE_WAY.begin(bare.trim_start());
    one || expects(all) || names_what_is_found(all)
}

/// How a label begins over one of several ways to do what was asked.
#[rustfmt::skip]
static ONE_WAY: Phrases = Phrases::of(&[
    "one way to", "one possible way", "a possible way", "eine moglichkeit", "ein moglicher weg", "so konnte", "so kann man", "une facon de",
    "une maniere de", "une maniere possible", "una forma de", "una manera de", "una posible manera", "uma forma de", "uma maneira de", "un modo per",
    "un modo di", "un modo possibile", "een manier om", "een mogelijke manier", "jeden ze sposobow", "jeden sposob", "один из вариантов",
    "один из способов", "ett satt att", "en made at", "en mate a", "egy lehetseges",
]);

/// "Expected decisions", "Decisiones esperadas".
fn expects(all: &[&str]) -> bool {
    let expected = |word: Option<&&str>| word.is_some_and(|word| EXPECTED.begin(word));
    let deed = all.iter().any(|word| DEEDS.begin(word));
    all.len() <= 4 && deed && (expected(all.first()) || expected(all.last()))
}

/// "What the reviewers should find", "Was eine gute Gruppe bemerkt"; "What should we do" asks.
fn names_what_is_found(all: &[&str]) -> bool {
    let (Some(first), rest) = (all.first(), all.get(1..).unwrap_or_default()) else {
        return false;
    };
    if !STARTS.contains(first) || rest.iter().any(|word| is(word, Class::Asks)) {
        return false;
    }
    let verb = rest.iter().any(|word| VERBS.begin(word));
    let good = rest.iter().take(3).any(|word| GOOD.begin(word));
    let modal = rest.iter().position(|word| MODALS.begin(word));
    // Where the verb comes first, the words ask, unless nobody is named who does it.
    let turned = modal == Some(0) && all.len() > 3;
    verb && !turned && (good || modal.is_some())
}

/// How words begin that tell to read or to look.
#[rustfmt::skip]
static READ: Phrases = Phrases::of(&[
    "read", "look", "open", "peek", "scroll", "lis", "lire", "regard", "ouvr", "lesen", "lies", "lest", "anseh", "schau", "offn", "leer", "lea", "mire",
    "mirar", "leia", "ler", "olhe", "legg", "guard", "apri", "lees", "lezen", "kijk", "czyta", "zagladaj", "чита", "смотр", "las", "les",
]);
/// How words begin that put it off.
#[rustfmt::skip]
static ONLY_IF: Phrases = Phrases::of(&[
    "only", "nur", "erst", "seulement", "solo", "solamente", "so", "apenas", "somente", "soltanto", "alleen", "pas", "tylko", "dopiero", "только",
    "bara", "forst", "kun", "not", "don't", "don’t", "dont", "nicht", "ne", "no", "nao", "non", "niet", "nie", "не", "inte", "ikke",
]);
/// How words begin for when one may.
#[rustfmt::skip]
static ONCE: Phrases = Phrases::of(&[
    "if", "when", "once", "after", "until", "before", "stuck", "wenn", "falls", "nachdem", "nach", "bevor", "bis", "si", "quand", "apres", "avant",
    "bloqu", "cuando", "despues", "antes", "hasta", "se", "quando", "depois", "ate", "dopo", "prima", "finche", "als", "na", "voordat", "vast",
    "jesli", "gdy", "po", "przed", "если", "когда", "после", "om", "nar", "efter", "hvis", "etter", "yet", "noch",
]);

/// Whether a remark tells the reader not to read on yet: "only read if you are stuck", "don't look
/// before you have answered".
pub(super) fn puts_off_reading(remark: &str) -> bool {
    let all = words(remark);
    let says = |phrases: &Phrases| all.iter().any(|word| phrases.begin(word));
    (3..=14).contains(&all.len()) && says(&READ) && says(&ONLY_IF) && says(&ONCE)
}
