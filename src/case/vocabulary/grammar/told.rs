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
const PLANS: &[&str] = &[
    "lesson plan", "session plan", "teaching plan", "class plan", "teacher planner", "facilitation plan", "run sheet", "runsheet",
    "running order", "plan de clase", "guion de la sesion", "plano de aula", "roteiro de aula", "deroule pedagogique",
    "scenario pedagogique", "unterrichtsverlauf", "verlaufsplan", "ablaufplan", "regieplan", "план урока", "план занятия", "oravazlat",
    "scenariusz zaj", "scenariusz lekc", "konspekt lekc", "konspekt zaj", "lesplan", "draaiboek", "scaletta", "korplan", "lektionsplan",
];
const DENSE_PLANS: &[&str] = &["教案", "教学设计", "教學設計", "指導案", "런북"];

/// How a word begins for what is noted, for what belongs to teaching, and for how something is run.
#[rustfmt::skip]
const NOTED: &[&str] = &[
    "hinweis", "kommentar", "anmerkung", "notiz", "tipp", "note", "notes", "comment", "remark", "remarque", "conseil", "comentari", "nota",
    "indicac", "orientac", "commento", "indicazion", "suggeriment", "opmerking", "aanwijzing", "commentaar", "anvisning", "anteckning",
    "vejledning", "veiledning", "wskazowk", "uwag", "komentar", "указани", "комментари", "рекомендаци", "замечани", "megjegyzes", "utmutato",
];
#[rustfmt::skip]
const DIDACTIC: &[&str] = &[
    "didakti", "didacti", "didatti", "didatic", "methodisch", "methodi", "metodi", "metodo", "pedagog", "padagog", "дидакти", "методи", "педагоги",
];
#[rustfmt::skip]
const CARRIED_OUT: &[&str] = &[
    "durchfuhrung", "unterrichtseinsatz", "umsetzung", "gesprachsfuhrung", "uitvoering", "genomforande", "gjennomforing", "gennemforelse",
    "conduzione", "svolgimento", "deroulement", "animation", "przeprowadz", "проведени", "lebonyolit", "conduccion", "conducao",
];

/// "Hinweise zur Durchführung", "Didactic commentary": how to teach it, for who does.
pub(crate) fn is_about_teaching(title: &str) -> bool {
    let folded = super::fold(title);
    let all = super::words(&folded);
    let says = |starts: &[&str]| {
        let begins = |word: &&&str| starts.iter().any(|start| word.starts_with(start));
        all.iter().find(begins).is_some()
    };
    (2..=5).contains(&all.len()) && says(NOTED) && (says(DIDACTIC) || says(CARRIED_OUT))
}

/// A plan of a lesson, or how it is taught, for who gives it.
pub(super) fn plan(bare: &str) -> bool {
    let bare = bare.trim();
    // "A sample lesson plan".
    let spaced = format!(" {bare}");
    let short = super::words(bare).len() <= 4;
    let begins = |start: &&str| match short {
        true => spaced.contains(&format!(" {start}")),
        false => bare.starts_with(start),
    };
    PLANS.iter().any(begins)
        || is_about_teaching(bare)
        || !bare.is_ascii() && DENSE_PLANS.iter().any(|word| bare.contains(word))
}
