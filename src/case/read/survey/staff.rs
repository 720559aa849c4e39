//! A document for whoever leads: its title says so, a remark above all else forbids to hand it out,
//! or its paragraphs open with what the teacher does. People see of it what it asks, its cases and
//! its exhibits; all else is the facilitator's.

use std::collections::HashSet;

use super::{
    Kept, Survey, ask,
    line::{Form, Line},
    repeat, role,
    unit::{Group, Unit},
};
use crate::case::vocabulary::{
    self, Word,
    grammar::{Sort, keeps_back, opens_with_staff, speaks_to_staff},
};

/// So many lines with words stand above all else.
const TOP: usize = 12;
/// Beginnings of headings that only a plan of a lesson has, and how many of them make one.
#[rustfmt::skip]
const PLANS: &[&str] = &[
    "learning facilitation", "lesson sequence", "lesson procedure", "direct instruction", "anticipatory set", "guided practice", "closure",
    "differentiation", "accommodation", "lesson at glance", "lesson at a glance", "est time", "instructional activities",
    "formative assessment", "teks alignment", "standards alignment", "pitfalls to avoid", "scaffolding and inclusion",
    "verlaufsplan", "unterrichtsverlauf", "stundenverlauf", "differenzierung", "deroulement", "deroulement (", "deroulement :", "differenciation", "desarrollo de la clase",
    "secuencia didactica", "adaptaciones curriculares", "sequencia didatica", "desenvolvimento da aula", "svolgimento della lezione",
    "lesverloop", "differentiatie", "przebieg lekcji", "przebieg zajec", "ход урока", "ход занятия", "lektionens struktur", "教学过程",
    "教学重点", "教学反思", "展開", "指導上の留意点", "수업 전개",
];
/// What whoever leads has to have at hand, as a label says it.
#[rustfmt::skip]
const MATERIALS: &[&str] = &[
    "materials needed", "materials required", "required materials", "materiel requis", "materiel necessaire", "preparation (avant", "material necesario",
    "material necessario", "materiali necessari", "benotigtes material", "benotigte materialien", "benodigdheden", "benodigde materialen",
    "potrzebne materialy", "необходимые материалы", "material som behovs", "前期准备", "準備物",
];
const PARTS: usize = 2;
/// So many paragraphs that open with what the teacher does are no accident.
const OFTEN: usize = 3;

/// Whether all of the document is for whoever leads.
pub(super) fn is_meant(survey: &Survey<'_>) -> bool {
    // A section of notes that happens to stand first is no title.
    let titled = |at: &usize| {
        let end = survey.section_end(*at);
        let long = (end - at) * 5 > survey.len() * 3;
        let whole = end == survey.len() || survey.at(*at).level == 1;
        long && whole && role::names_staff(&survey.at(*at).text)
    };
    let second = survey.headings.get(1).copied().unwrap_or(survey.len());
    let filled = |at: &usize| !survey.at(*at).is_blank();
    let mut top = (0..second).filter(filled).take(TOP);
    let forbids = |at: usize| {
        let line = survey.at(at);
        line.form != Form::Heading && keeps_back(line.folded())
    };
    let labelled = |at: &usize| survey.is_role(*at, &[Sort::Staff, Sort::Answer, Sort::Explains]);
    let free = (0..survey.len()).filter(|at| !labelled(at));
    let leads = free.filter(|at| tells_what_staff_does(survey.at(*at)));
    let part = |at: &usize| {
        let line = survey.at(*at);
        let heads = line.form == Form::Heading;
        let bold =
            line.form == Form::Bold || line.form == Form::Plain && line.raw.starts_with("**");
        // In a table, or before a colon, one word may be of anything: the closure of a project.
        let labels = heads || bold || line.form == Form::Table;
        let text = line
            .folded()
            .trim_start_matches(|letter: char| !letter.is_alphabetic());
        let begins = |start: &&&str| text.starts_with(**start);
        let mut known = PLANS.iter().filter(|start| heads || start.contains(' '));
        let found = known.find(begins).or_else(|| MATERIALS.iter().find(begins));
        found.copied().filter(|_| labels)
    };
    let parts: Vec<&str> = (0..survey.len()).filter_map(|at| part(&at)).collect();
    let plans = parts
        .iter()
        .filter(|part| !MATERIALS.contains(part))
        .count();
    // What has to be at hand makes a plan only of what nothing but a plan has.
    let sure = parts
        .iter()
        .any(|part| !MATERIALS.contains(part) && part.contains(' '));
    let planned = plans >= PARTS || sure && plans < parts.len();
    let aloud = (0..survey.len()).any(|at| is_read_aloud(survey.at(at)));
    planned
        || aloud
        || survey.titles.iter().any(titled)
        || top.any(forbids)
        || leads.take(OFTEN).count() == OFTEN
}

/// How a heading begins under which a guide tells the story, or what people get.
#[rustfmt::skip]
const STORIES: &[&str] = &[
    "background", "situation", "the situation", "story", "the story", "narrative", "the setting", "what happened", "participant handout",
    "handout", "for participants", "participant brief", "hintergrund", "ausgangslage", "die situation", "die geschichte", "handout fur",
    "fur teilnehm", "contexte", "la situation", "l'histoire", "antecedentes", "situacion", "la situacion", "la historia", "contexto",
    "situacao", "a situacao", "situazione", "la situazione", "contesto", "situatie", "de situatie", "achtergrond", "bakgrund",
    "situationen", "baggrund", "sytuacja", "tlo", "ситуация", "предыстория", "背景", "情景", "情境", "状況",
];

/// "Background", "Die Situation": what everybody has to know.
fn tells_the_story(line: &Line<'_>) -> bool {
    let text = line
        .folded()
        .trim_start_matches(|letter: char| !letter.is_alphabetic());
    let begins = STORIES.iter().any(|start| text.starts_with(start));
    line.form == Form::Heading
        && begins
        && text.split_whitespace().count() <= 4
        && !speaks_to_staff(text)
}

/// What is to be read out to everybody.
#[rustfmt::skip]
const ALOUD: &[&str] = &[
    "read aloud", "read or display", "read out", "vorlesen", "laut vorlesen", "lire a voix haute", "a lire a voix haute", "leer en voz alta",
    "lea en voz alta", "ler em voz alta", "leggere ad alta voce", "voorlezen", "las upp", "przeczytaj na glos", "зачитать вслух", "прочитайте вслух",
    "朗读", "読み上げ",
];

/// "**Read aloud to participants:**"
fn is_read_aloud(line: &Line<'_>) -> bool {
    let label = line.is(&[Form::Bold, Form::Plain]) && line.announces();
    label
        && ALOUD
            .iter()
            .any(|start| line.folded().trim_start().starts_with(start))
}

/// Where what is to be read out has its end: the next heading, rule or label.
fn aloud_end(survey: &Survey<'_>, at: usize) -> usize {
    let ends = |next: &usize| {
        let line = survey.at(*next);
        line.is(&[Form::Heading, Form::Rule, Form::Bold])
            || survey.starts_question(*next)
            || survey.is_kept(*next)
    };
    (at + 1..survey.len()).find(ends).unwrap_or(survey.len())
}

/// "**The teacher asks:**", "**Läraren cirkulerar** och …", "강사 멘트 예시:": more than the word alone,
/// which is who speaks in a talk.
fn tells_what_staff_does(line: &Line<'_>) -> bool {
    let raw = line.raw.trim_start();
    let bold = raw.strip_prefix("**").and_then(|raw| raw.split_once("**"));
    let lead = bold.map(|(lead, _)| lead);
    let label = line.announces().then_some(&*line.text);
    lead.or(label).is_some_and(opens_with_staff)
}

/// Lists that ask under no word for questions are what whoever leads asks themselves: "Has everybody
/// a seat?"
pub(super) fn drop_own_questions(survey: &mut Survey<'_>) {
    let announced = |unit: &Unit| {
        let near = survey.announcers.get(unit.from).copied().flatten();
        near.is_some_and(|at| vocabulary::names_questions(&survey.at(at).text))
    };
    // "[3-4 min] The second example": a step of the plan; "Review what they wrote" over what to look
    // for: what whoever leads does.
    let step = |unit: &Unit| {
        let line = survey.at(unit.from);
        let timed = unit.text.starts_with(['[', '(']) && unit.text.contains(" min");
        let heads = unit.form == Group::Answered && line.form == Form::Heading;
        timed || heads && !line.asks() && line.number().0.is_none()
    };
    let own = |unit: &&Unit| {
        let list = matches!(unit.form, Group::Ordered | Group::Bullets);
        let script = unit.form == Group::Ordered && ask::quotes(&unit.text);
        step(unit)
            || list && !script && unit.section < 1.5 && unit.options.is_empty() && !announced(unit)
    };
    let own: HashSet<usize> = survey
        .units
        .iter()
        .filter(own)
        .map(|unit| unit.from)
        .collect();
    survey.units.retain(|unit| !own.contains(&unit.from));
}

/// Keeps back what is neither asked nor a case nor an exhibit.
pub(super) fn keep(survey: &mut Survey<'_>, what: Kept) {
    let mut open = survey.within(survey.units.iter().map(|unit| {
        let below = repeat::below(survey, unit);
        let words = repeat::stem_length(survey, unit, &below);
        let stem = words.checked_sub(1).and_then(|last| below.get(last));
        // What lies in a list or a division that asks is part of it.
        let whole = matches!(unit.form, Group::Ordered | Group::Bullets | Group::Division);
        let own = if whole { unit.end } else { unit.to };
        let last = unit.options.last().into_iter().chain(stem).copied().max();
        (unit.from, last.map_or(own, |last| last.max(own)))
    }));
    let case = |head: usize| {
        let named = vocabulary::of_heading(&survey.at(head).text) == Some(Word::Case);
        survey.headings.first() != Some(&head) && (named || tells_the_story(survey.at(head)))
    };
    for at in (0..survey.len()).filter(|at| is_read_aloud(survey.at(*at))) {
        let end = aloud_end(survey, at);
        open.get_mut(at + 1..end)
            .into_iter()
            .flatten()
            .for_each(|open| *open = true);
    }
    for (at, open) in open.iter_mut().enumerate() {
        *open |= survey.is_role(at, &[Sort::Later]) && survey.at(at).form == Form::Heading;
        *open |= survey.titles.contains(&at) || survey.in_exhibit(at) || survey.path(at).any(case);
    }
    for (at, open) in open.into_iter().enumerate() {
        if !open && survey.at(at).text.contains(char::is_alphanumeric) {
            survey.keep(at, at + 1, what);
        }
    }
}
