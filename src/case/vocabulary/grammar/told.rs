//! Titles that say how something is taught, or that it is handed out later.

use super::{fold::Phrases, phrase::keeps_back};

/// What a remark says of something that is handed out by and by.
#[rustfmt::skip]
static COMES: Phrases = Phrases::of(&[
    "hand out", "handed out", "give out", "given out", "be distributed", "distribute after", "distribute later", "distribute when",
    "after question", "after the first question", "after discussion of", "austeil", "ausgeteilt", "ausgeben", "ausgegeben", "nach frage",
    "nach aufgabe", "erst verteilen", "spater verteilen", "a distribuer", "distribuer apres", "a remettre", "apres la question",
    "apres question", "repartir despues", "entregar despues", "para repartir", "despues de la pregunta", "tras la pregunta", "distribuir depois",
    "distribuir apos", "entregar depois", "entregar apos", "apos a pergunta", "depois da pergunta", "da distribuire", "consegnare dopo",
    "da consegnare", "dopo la domanda", "uitdelen", "uitreiken", "na vraag", "dela ut", "delas ut", "efter fraga", "uddel", "udlever",
    "efter sporgsmal", "deles ut", "etter sporsmal", "rozda", "po pytaniu", "раздать", "раздается", "после вопроса", "osszuk ki", "kerdes utan",
    "发放", "分发", "之后发", "問の後",
]);

/// Whether the remark of a title says that what stands below is given out later: "The next morning
/// (hand out after question 3)", "PART B – to be distributed after the first round".
pub(crate) fn comes_later(title: &str) -> bool {
    if title.len() > super::LONGEST || !title.contains(['(', '（', '[', '–', '—', '-']) {
        return false;
    }
    let folded = super::fold(title);
    let remark = folded.split_once(['(', '（', '[', '–', '—']);
    let remark = remark
        .or_else(|| folded.split_once(" - "))
        .map(|(_, remark)| remark);
    remark.is_some_and(|remark| COMES.are_in(remark) && !keeps_back(remark))
}

/// How the title of a plan of a lesson begins, or what it holds where there are no blanks.
#[rustfmt::skip]
static PLANS: Phrases = Phrases::of(&[
    "lesson plan", "session plan", "teaching plan", "class plan", "teacher planner", "facilitation plan", "run sheet", "runsheet",
    "running order", "plan de clase", "guion de la sesion", "plano de aula", "roteiro de aula", "deroule pedagogique",
    "scenario pedagogique", "unterrichtsverlauf", "verlaufsplan", "ablaufplan", "regieplan", "план урока", "план занятия", "oravazlat",
    "scenariusz zaj", "scenariusz lekc", "konspekt lekc", "konspekt zaj", "lesplan", "draaiboek", "scaletta", "korplan", "lektionsplan",
]);
const DENSE_PLANS: &[&str] = &["教案", "教学设计", "教學設計", "指導案", "런북"];

/// How a word begins for what is noted, for what belongs to teaching, and for how something is run.
#[rustfmt::skip]
static NOTED: Phrases = Phrases::of(&[
    "hinweis", "kommentar", "anmerkung", "notiz", "tipp", "note", "notes", "comment", "remark", "remarque", "conseil", "comentari", "nota",
    "indicac", "orientac", "commento", "indicazion", "suggeriment", "opmerking", "aanwijzing", "commentaar", "anvisning", "anteckning",
    "vejledning", "veiledning", "wskazowk", "uwag", "komentar", "указани", "комментари", "рекомендаци", "замечани", "megjegyzes", "utmutato",
]);
#[rustfmt::skip]
static DIDACTIC: Phrases = Phrases::of(&[
    "didakti", "didacti", "didatti", "didatic", "methodisch", "methodi", "metodi", "metodo", "pedagog", "padagog", "дидакти", "методи", "педагоги",
]);
#[rustfmt::skip]
static CARRIED_OUT: Phrases = Phrases::of(&[
    "durchfuhrung", "unterrichtseinsatz", "umsetzung", "gesprachsfuhrung", "uitvoering", "genomforande", "gjennomforing", "gennemforelse",
    "conduzione", "svolgimento", "deroulement", "animation", "przeprowadz", "проведени", "lebonyolit", "conduccion", "conducao",
]);

/// "Hinweise zur Durchführung", "Didactic commentary": how to teach it, for who does.
pub(crate) fn is_about_teaching(title: &str) -> bool {
    are_about_teaching(&super::words(&super::fold(title))) || ends_for_staff(title)
}

/// The same of the words of a title.
fn are_about_teaching(all: &[&str]) -> bool {
    let says = |starts: &Phrases| all.iter().any(|word| starts.begin(word));
    (2..=5).contains(&all.len()) && says(&NOTED) && (says(&DIDACTIC) || says(&CARRIED_OUT))
}

/// A plan of a lesson, or how it is taught, for who gives it.
pub(super) fn plan(bare: &str, all: &[&str]) -> bool {
    let bare = bare.trim();
    // "A sample lesson plan".
    let within = || bare.match_indices(' ').map(|(at, _)| at + 1);
    let begins = |at: usize| bare.get(at..).is_some_and(|bare| PLANS.begin(bare));
    begins(0)
        || all.len() <= 4 && within().any(begins)
        || are_about_teaching(all)
        || !bare.is_ascii() && DENSE_PLANS.iter().any(|word| bare.contains(word))
}

/// What a title begins with that tells how it all ended.
#[rustfmt::skip]
static ENDS: Phrases = Phrases::of(&[
    "epilog", "aftermath", "postscript", "what happened", "what really happened", "what actually happened", "how it ended", "afterwards",
    "wie es weiterging", "wie es ausging", "was wirklich geschah", "was danach geschah", "nachspiel", "denouement", "ce qui s'est passe",
    "ce qui s'est vraiment", "ce qui est arrive", "lo que paso", "que paso", "desenlace", "o que aconteceu", "desfecho", "cosa accadde",
    "cosa e successo", "com'e andata", "com'e finita", "epiloog", "afloop", "hoe het afliep", "hoe het verder ging", "co sie stalo",
    "co wydarzylo", "эпилог", "что произошло", "что было дальше", "чем все кончилось", "mi tortent", "sonsoz", "hur det gick", "hvordan det gik",
    "hvordan det gikk", "尾声", "后记", "後記", "结局", "結局", "その後", "エピローグ", "에필로그",
]);

/// Whether a folded title tells how it all ended: "Epilogue", "What really happened".
pub(crate) fn tells_the_end(folded: &str) -> bool {
    folded.len() <= super::LONGEST && ENDS.begin(folded.trim())
}

/// Words for whoever it is, and how words begin for leading others through it.
#[rustfmt::skip]
const WHOEVER: &[&str] = &[
    "whoever", "whomever", "those", "anyone", "person", "people", "wer", "alle", "diejenigen", "celui", "celle", "ceux", "quien", "quienes",
    "quem", "chi", "coloro", "wie", "degene", "degenen", "tych", "osob", "тех", "того", "тому", "den", "dem", "azok", "annak",
];
#[rustfmt::skip]
static LEADS: Phrases = Phrases::of(&[
    "run", "lead", "host", "guid", "moderat", "facilitat", "teach", "chair", "leit", "fuhr", "anim", "dirig", "mene", "conduc", "conduz",
    "condurr", "begeleid", "leid", "prowadz", "вед", "провод", "vezet", "leder", "staar",
]);

/// Whether a folded title speaks to whoever leads, without a word for who that is: "Notes for whoever
/// runs this".
pub(crate) fn is_for_who_leads(folded: &str) -> bool {
    let mut all = super::each_word(folded).skip_while(|word| !WHOEVER.contains(word));
    folded.len() <= super::LONGEST && all.next().is_some() && all.any(|word| LEADS.begin(word))
}

/// How an order begins to tell what one knows.
#[rustfmt::skip]
static KNOWN: Phrases = Phrases::of(&[
    "explain", "describe", "define", "name ", "state ", "compare", "contrast", "outline", "discuss", "justify", "distinguish", "erklar",
    "beschreib", "nenn", "definier", "erlauter", "begrund", "skizzier", "zeige auf", "zeigen sie", "zahle", "unterscheide", "expliqu",
    "decri", "defini", "cite", "enumer", "justifi", "explica", "explique", "describ", "mencion", "descrev", "spieg", "descriv", "elenc",
    "comment", "illustra", "beschrijf", "noem ", "leg uit", "verklaar", "wyjasn", "opisz", "omow", "wymien", "объясн", "опиш", "назов",
    "перечисл", "раскро", "дайте определение", "ismertes", "sorolja", "magyaraz", "jellemezz", "forklar", "beskriv", "redogor", "redegor",
    "selita", "kuvaile", "aciklay", "tanimlay", "jelaskan", "sebutkan", "uraikan", "简述", "解释", "论述", "说明", "説明",
]);

/// Whether a folded text asks to tell what one knows: "Explain …", "Nenne …".
pub(crate) fn asks_what_is_known(folded: &str) -> bool {
    KNOWN.begin(folded.trim_start_matches(|letter: char| !letter.is_alphabetic()))
}

/// How a label begins that tells how a question is answered.
#[rustfmt::skip]
static HOW: Phrases = Phrases::of(&[
    "how to answer", "how to respond", "how to solve", "how to approach", "come rispondere", "come si risponde", "come risolvere",
    "comment repondre", "comment resoudre", "como responder", "como contestar", "como resolver", "wie man antwort", "wie man es lost",
    "so antwortest", "so beantwort", "hoe te antwoorden", "hoe beantwoord", "hoe los je", "jak odpowiedziec", "jak rozwiazac", "как ответить",
    "как отвечать", "как решать", "hogyan valaszol", "nasil cevap", "答题思路", "解题思路", "回答思路", "解題思路", "答え方", "解き方",
]);

/// Whether a folded label tells how a question is answered: "How to answer".
pub(crate) fn tells_how_to_answer(folded: &str) -> bool {
    folded.len() <= super::LONGEST / 2
        && HOW.begin(folded.trim_start_matches(|letter: char| !letter.is_alphabetic()))
}

/// "(13 min teaching)": how long something takes.
pub(super) fn lasts(text: &str) -> bool {
    let inner = text
        .trim()
        .strip_prefix(['(', '['])
        .and_then(|inner| inner.strip_suffix([')', ']']));
    inner.is_some_and(|inner| {
        let counts = inner.starts_with(|letter: char| letter.is_ascii_digit());
        counts && inner.contains("min") && inner.split_whitespace().count() <= 5
    })
}

/// What whoever leads gets, behind the word for them: "Trainer information".
#[rustfmt::skip]
const PAGES: &[&str] = &[
    "information", "info", "material", "materials", "resources", "section", "pages", "page", "copy", "version", "edition", "pack", "preparation",
];

/// "Trainer information": pages for whoever leads.
pub(super) fn are_pages_for_staff(said: &[&str]) -> bool {
    matches!(said, [who, pages] if super::is(who, super::Class::Staff) && PAGES.contains(pages))
}

/// Whether a long title ends in words for the staff: "The quay, a session for designers: trainer
/// guide". What names a guide in a sentence does not.
pub(crate) fn ends_for_staff(title: &str) -> bool {
    const FEWEST: usize = 4;
    if title.len() > super::LONGEST || title.ends_with(['.', '?', '!', ':']) {
        return false;
    }
    let folded = super::fold(title);
    let said = super::words(&folded);
    let Some([rest @ .., before, who, what]) = said.get(..).filter(|said| said.len() >= FEWEST)
    else {
        return false;
    };
    let joins =
        super::is(before, super::Class::Joins) || ["the", "this", "your", "a"].contains(before);
    let staff = |who: &str| super::is(who, super::Class::Staff);
    let own = staff(who) && !staff(what) && !rest.iter().any(|word| staff(word));
    own && !joins
        && super::sense(&format!("{who} {what}"))
            .is_some_and(|sense| sense.sort == super::Sort::Staff && sense.strength >= 3)
}
