//! A document for whoever leads: its title says so, a remark above all else forbids to hand it out,
//! or its paragraphs open with what the teacher does. People see of it what it asks, its cases and
//! its exhibits; all else is the facilitator's.

use std::collections::HashSet;

use super::{
    Kept, Survey, ask,
    line::{Form, Line},
    repeat,
    role::{self, Role},
    unit::{Group, Unit},
};
use crate::case::vocabulary::{
    self, Word,
    grammar::{
        Sort, begins_with_for, fold, is_for_all, is_to_be_read_out, keeps_back, marks,
        opens_with_staff, sense, speaks_to_staff,
    },
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
/// A list is looked through so far up for what stands over it.
const LISTED: usize = 40;
/// A label before what is said to all has no more words.
const LABEL: usize = 5;
/// What opens what somebody says.
const QUOTES: [char; 5] = ['"', '“', '„', '«', '「'];
/// What is quoted and has no more words, and no mark of a sentence, is a title.
const TITLE: usize = 5;
/// So many paragraphs that open with what the teacher does are no accident.
const OFTEN: usize = 3;

/// Whether all of the document is for whoever leads.
pub(super) fn is_meant(survey: &Survey<'_>) -> bool {
    // A section of notes that happens to stand first is no title.
    let titled = |at: &usize| {
        let end = survey.section_end(*at);
        let long = (end - at) * 5 > survey.len() * 3;
        let whole = end == survey.len() || survey.at(*at).level == 1;
        // Headings right below one another are the title of all that follows.
        let next = (at + 1..survey.len()).find(|at| !survey.at(*at).is_blank());
        let first = survey.headings.first() == Some(at);
        let stacked = first && next.is_some_and(|next| survey.at(next).form == Form::Heading);
        let whole = whole || first && (end - at) * 5 > survey.len() * 4;
        (stacked || long && whole) && role::names_staff(&survey.at(*at).text)
    };
    let second = survey.headings.get(1).copied().unwrap_or(survey.len());
    let filled = |at: &usize| !survey.at(*at).is_blank();
    let mut top = (0..second).filter(filled).take(TOP);
    let forbids = |at: usize| {
        let line = survey.at(at);
        let theirs = || says_for_whom(line) && speaks_once(survey) && !addresses_all(survey);
        line.form != Form::Heading && (keeps_back(line.folded()) || theirs())
    };
    let labelled = |at: &usize| survey.is_role(*at, &[Sort::Staff, Sort::Answer, Sort::Explains]);
    let free = (0..survey.len()).filter(|at| !labelled(at));
    let leads = free.filter(|at| tells_what_staff_does(survey.at(*at)));
    let part = |at: &usize| {
        let line = survey.at(*at);
        let heads = line.form == Form::Heading;
        let bold = line.form == Form::Plain && line.raw.starts_with("**");
        if !bold && !line.is(&[Form::Heading, Form::Bold, Form::Table]) {
            return None;
        }
        let text = line
            .folded()
            .trim_start_matches(|letter: char| !letter.is_alphabetic());
        let begins = |start: &&&str| text.starts_with(**start);
        // In a table, or before a colon, one word may be of anything: the closure of a project.
        let mut known = PLANS.iter().filter(|start| heads || start.contains(' '));
        let found = known.find(begins).or_else(|| MATERIALS.iter().find(begins));
        found.copied()
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

/// Whether no more than one line says for whom it is: a note below each question says for whom that
/// note is.
fn speaks_once(survey: &Survey<'_>) -> bool {
    let says = (0..survey.len()).filter(|at| says_for_whom(survey.at(*at)));
    says.take(2).count() < 2
}

/// Whether some of it is addressed to everybody: then not all is for the staff.
fn addresses_all(survey: &Survey<'_>) -> bool {
    let mut heads = survey.headings.iter();
    heads.any(|at| is_for_all(survey.at(*at).folded()))
}

/// "**For teachers.** This guide stands apart from …"
fn says_for_whom(line: &Line<'_>) -> bool {
    super::line::bold_lead(line.raw).is_some_and(|(lead, rest)| {
        let lead = lead.trim_end_matches(['.', ':', ' ']);
        let says = rest.split_whitespace().nth(3).is_some();
        let theirs = || sense(lead).is_some_and(|found| found.sort == Sort::Staff);
        says && begins_with_for(&fold(lead)) && theirs()
    })
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
        && (begins || is_for_all(text))
        && text.split_whitespace().count() <= 4
        && !speaks_to_staff(text)
}

/// "**Read aloud to participants:**"
fn is_read_aloud(line: &Line<'_>) -> bool {
    let label = line.is(&[Form::Bold, Form::Plain]) && line.announces();
    (label || line.form == Form::Heading) && is_to_be_read_out(line.folded())
}

/// What whoever leads says to all, behind a short label or none: "**Say:** “Raise your hand …”".
pub(super) fn spoken<'a>(line: &'a Line<'_>) -> Option<&'a str> {
    let text = line.text.trim_start();
    let label = text.split_once([':', '：']);
    let short = |(head, _): &(&str, &str)| head.split_whitespace().count() <= LABEL;
    // “Two signs:” is said as a whole.
    let label = label.filter(|_| !text.starts_with(QUOTES));
    let said = label
        .filter(short)
        .map_or(text, |(_, said)| said.trim_start());
    // “Too rigid” → “Think of it as …”: what one says to what they say.
    let free = line.is(&[Form::Plain, Form::Item, Form::Bold]) && !said.contains('→');
    (free && said.starts_with(QUOTES)).then_some(said)
}

/// Whether a line is listed under anything but an order, "**Explain the game:**": what others may
/// say.
fn is_overheard(survey: &Survey<'_>, at: usize) -> bool {
    let own = survey.at(at);
    let above = (0..at).rev().map(|at| survey.at(at));
    let mut above = above.filter(|line| !line.is_blank()).take(LISTED);
    let beside = |line: &&Line<'_>| line.form == Form::Item && line.indent >= own.indent;
    let ordered = above.find(|line| !beside(line)).is_some_and(Line::tells_to);
    own.form == Form::Item && own.counted().is_none() && !own.text.contains([':', '：']) && !ordered
}

/// Whether what is said to all ends as a question does, and nobody answers by name.
pub(super) fn asks_aloud(survey: &Survey<'_>, at: usize) -> bool {
    let asks = |said: &str| ask::asks_at_its_end(said);
    let next = (at + 1..survey.len()).find(|at| !survey.at(*at).is_blank());
    let talks = next.is_some_and(|next| {
        let line = survey.at(next);
        line.text.contains([':', '：']) && spoken(line).is_some_and(|said| !asks(said))
    });
    let free = survey
        .role(at)
        .is_none_or(|role| !role.sense.is_kept_back());
    free && !talks && !is_overheard(survey, at) && spoken(survey.at(at)).is_some_and(asks)
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
    let lead = super::line::bold_lead(line.raw).map(|(lead, _)| lead);
    let label = line.announces().then_some(&*line.text);
    lead.or(label).is_some_and(opens_with_staff)
}

/// Lists that ask under no word for questions are what whoever leads asks themselves: "Has everybody
/// a seat?"
pub(super) fn drop_own_questions(survey: &mut Survey<'_>) {
    let announced = |unit: &Unit| {
        let near = survey.announcers.get(unit.from).copied().flatten();
        let talks = |at: usize| super::named::talks(survey.at(at).folded());
        let told = survey
            .path(unit.from)
            .any(|at| is_for_all(survey.at(at).folded()));
        told || near.is_some_and(|at| vocabulary::names_questions(&survey.at(at).text) || talks(at))
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
        let orders = list && unit.options.is_empty() && !ask::asks(&unit.text);
        step(unit)
            || orders && unit.section < 1.5
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
        // What lies in a list or a division that asks is part of it; but what is noted below a
        // question of a guide and asks nothing is what to listen for.
        let noted = |at: usize| survey.at(at).is_blank() || !survey.at(at).asks();
        let list = matches!(unit.form, Group::Ordered | Group::Bullets);
        let listens = list && ask::asks(&unit.text) && (unit.to + 1..=unit.end).all(noted);
        let whole = list && !listens || unit.form == Group::Division;
        let own = if whole { unit.end } else { unit.to };
        let last = unit.options.last().into_iter().chain(stem).copied().max();
        (unit.from, last.map_or(own, |last| last.max(own)))
    }));
    let case = |head: usize| {
        let text = &survey.at(head).text;
        // "Scenario details" too.
        let first = text.split_whitespace().next().unwrap_or_default();
        let short = text.split_whitespace().count() <= 3 && survey.role(head).is_none();
        let is = |text: &str| vocabulary::of_heading(text) == Some(Word::Case);
        let named = is(text) || short && is(first);
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
    super::taught::open(survey, &mut open);
    // A quote that opens a block of its own may as well be what somebody answers, unless others
    // tell what to say.
    let script = (0..survey.len()).any(|at| !survey.at(at).quote && says_aloud(survey, at));
    let mut speaks = false;
    for (at, open) in open.into_iter().enumerate() {
        let line = survey.at(at);
        let told = survey
            .role(at)
            .is_some_and(|role| role.sense.is_kept_back());
        let says = || (script || !line.quote) && says_aloud(survey, at);
        speaks = !told && (speaks && line.quote || says());
        if speaks {
            continue;
        }
        if !open && survey.at(at).text.contains(char::is_alphanumeric) {
            survey.keep(at, at + 1, what);
        }
    }
}

pub(super) fn says_aloud(survey: &Survey<'_>, at: usize) -> bool {
    // “Five rules of the quay” is the title of something to hand out.
    let says = |said: &str| {
        let bare = said.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        bare.split_whitespace().count() > TITLE
            || said.contains(['.', '!', '?', ':', '。', '！', '？', '：', '…', '，'])
    };
    // A quote that goes on a sentence is no speech.
    let goes_on = at.checked_sub(1).is_some_and(|above| {
        let above = survey.at(above);
        above.is(&[Form::Plain, Form::Item]) && !above.announces() && !above.quote
    });
    let begins = survey.at(at).form != Form::Plain || !goes_on;
    begins && spoken(survey.at(at)).is_some_and(says) && !is_overheard(survey, at)
}

/// Words to the staff within an answer stay theirs: those behind a label up to the end of their
/// paragraph, those below one up to what the answer goes on with.
pub(super) fn take_out_of_answers(survey: &mut Survey<'_>) {
    let mut at = 0;
    while at < survey.len() {
        let answers = survey.kept.get(&at) == Some(&Kept::Answer);
        let to = answers.then(|| words_end(survey, at)).flatten();
        for line in at..to.unwrap_or(at) {
            if let Some(kept) = survey.kept.get_mut(&line) {
                *kept = Kept::Staff;
            }
        }
        at = to.unwrap_or(at).max(at + 1);
    }
}

/// Where the words to the staff end that a line opens within an answer.
fn words_end(survey: &Survey<'_>, at: usize) -> Option<usize> {
    let line = survey.at(at);
    let scores = |role: &Role| role.is(&[Sort::Explains, Sort::Answer]) && marks(line.folded());
    let role = survey
        .role(at)
        .filter(|role| role.is(&[Sort::Staff]) || scores(role))?;
    if line.form == Form::Heading {
        return Some(survey.section_end(at));
    }
    let inline = !role.rest.is_empty();
    let opens = line.is(&[Form::Bold, Form::Plain]) || inline && line.form == Form::Item;
    let ends = |next: &usize| {
        let line = survey.at(*next);
        let blank = line.is_blank() && inline;
        let other = survey.is_role(
            *next,
            &[Sort::Answer, Sort::Questions, Sort::Explains, Sort::Staff],
        );
        let kept = line.is_blank() || survey.kept.get(next) == Some(&Kept::Answer);
        blank || other || !kept || line.is(&[Form::Heading, Form::Rule]) || line.counted().is_some()
    };
    let sure = role.sense.strength >= 3 || line.form == Form::Bold || scores(role);
    let end = || (at + 1..survey.len()).find(ends).unwrap_or(survey.len());
    (sure && opens).then(end)
}
