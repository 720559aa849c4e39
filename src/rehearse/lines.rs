//! What invented people say where the author of a case wrote nothing for them, in the language of
//! the case. Each could be said of any case, so none speaks of anything in one.

use crate::session::NoteKind::{self, Asks, BuildsOn, Challenges, NewIdea};

/// What can be said in one language.
pub(super) struct Lines {
    /// Where text is asked for.
    pub(super) said: &'static [&'static str],
    /// Why somebody chose what they chose, whatever that is.
    pub(super) because: &'static [&'static str],
    /// When answers are talked about.
    pub(super) talk: &'static [(NoteKind, &'static str)],
    /// To whoever brings a case or a proposal, and only to ask.
    pub(super) asks: &'static [&'static str],
    /// By whoever brings it, when the others have spoken.
    pub(super) replies: &'static str,
    /// Against a proposal.
    pub(super) objects: &'static str,
    /// Behind a proposal that was changed with whoever objected.
    pub(super) amends: &'static str,
    /// One word each, at the close.
    pub(super) words: &'static [&'static str],
    /// What some of them will try, and when they look at it.
    pub(super) tries: &'static [&'static str],
    pub(super) when: &'static str,
}

/// Those of a BCP 47 tag; English where a case names none, and nothing in a language that they do
/// not speak.
pub(super) fn of(tag: Option<&str>) -> Option<&'static Lines> {
    let language = tag.unwrap_or("en").split(['-', '_']).next();
    let known = [("en", &ENGLISH), ("de", &GERMAN), ("fr", &FRENCH)];
    let mut known = known.into_iter();
    known
        .find(|(tag, _)| Some(*tag) == language)
        .map(|(_, lines)| lines)
}

const ENGLISH: Lines = Lines {
    said: &[
        "I would first ask the person who has to live with it.",
        "We are talking about the rule; I think it is about who may break it.",
        "Somebody decided this before us. I would find out who, and when they look at it again.",
        "I would do less than the others here: say openly what I don’t know, and until when.",
        "It looks like one decision and is two. The urgent one is small.",
        "I disagree with how it is put. Nobody here did this alone.",
        "Try it for two weeks with the people who are willing, and write down what surprises us.",
    ],
    because: &[
        "I could say it to the face of whoever loses by it.",
        "It is what I would want if I were the one who has to carry it out.",
        "I am not sure of it, but I could explain it tomorrow.",
    ],
    talk: &[
        (
            BuildsOn,
            "I had not put it that way. And somebody would have to say it aloud.",
        ),
        (
            Challenges,
            "I hear that, and I still think it falls on whoever has least say.",
        ),
        (Asks, "Who would notice if we did not do it?"),
        (
            NewIdea,
            "Nobody has said yet what we would stop doing for it.",
        ),
    ],
    asks: &[
        "Who else knows about it?",
        "Since when has it been like that?",
        "What was tried before?",
    ],
    replies: "I had thought of the others all the time, and hardly of that.",
    objects: "It puts this on somebody who was not asked.",
    amends: "We ask those whom it falls on first, and look at it again in four weeks.",
    words: &[
        "thoughtful",
        "tired",
        "clearer",
        "curious",
        "unsure",
        "lighter",
    ],
    tries: &[
        "I ask one person a day what got in their way.",
        "I keep five minutes of our next meeting for what nobody has asked.",
    ],
    when: "in two weeks",
};

const GERMAN: Lines = Lines {
    said: &[
        "Ich würde zuerst die Person fragen, die damit leben muss.",
        "Wir reden über die Regel; mir scheint, es geht darum, wer sie brechen darf.",
        "Das hat jemand vor uns entschieden. Ich würde fragen, wer, und wann es wieder angesehen wird.",
        "Ich täte weniger als die anderen hier: offen sagen, was ich nicht weiß, und bis wann.",
        "Es sieht nach einer Entscheidung aus und sind zwei. Die eilige ist klein.",
        "Ich sehe schon die Frage anders. Allein hat das hier niemand getan.",
        "Zwei Wochen lang versuchen, mit denen, die wollen, und aufschreiben, was uns überrascht.",
    ],
    because: &[
        "Das könnte ich auch denen ins Gesicht sagen, die dabei verlieren.",
        "So wollte ich es, wenn ich es ausführen müsste.",
        "Sicher bin ich nicht, aber ich könnte es morgen erklären.",
    ],
    talk: &[
        (
            BuildsOn,
            "So hatte ich es nicht gesehen. Und jemand müsste es laut sagen.",
        ),
        (
            Challenges,
            "Das verstehe ich, und doch trifft es die, die am wenigsten zu sagen haben.",
        ),
        (Asks, "Wer würde merken, wenn wir es nicht täten?"),
        (NewIdea, "Niemand hat bisher gesagt, was wir dafür lassen."),
    ],
    asks: &[
        "Wer weiß sonst noch davon?",
        "Seit wann ist das so?",
        "Was ist schon versucht worden?",
    ],
    replies: "An die anderen habe ich die ganze Zeit gedacht, daran kaum.",
    objects: "Das trifft jemanden, der nicht gefragt worden ist.",
    amends: "Wir fragen zuerst die, die es trifft, und sehen es uns in vier Wochen wieder an.",
    words: &[
        "nachdenklich",
        "müde",
        "klarer",
        "neugierig",
        "unsicher",
        "leichter",
    ],
    tries: &[
        "Ich frage jeden Tag eine Person, was sie aufgehalten hat.",
        "Fünf Minuten unserer nächsten Besprechung sind für das, wonach niemand gefragt hat.",
    ],
    when: "in zwei Wochen",
};

const FRENCH: Lines = Lines {
    said: &[
        "Je demanderais d’abord à la personne qui doit vivre avec.",
        "On parle de la règle ; pour moi, il s’agit de savoir qui peut la contourner.",
        "Quelqu’un l’a décidé avant nous. Je chercherais qui, et quand on y revient.",
        "J’en ferais moins que les autres : dire ce que je ne sais pas, et jusqu’à quand.",
        "On dirait une décision, il y en a deux. La plus urgente est petite.",
        "Je ne suis pas d’accord avec la question. Personne n’a fait cela seul.",
        "Essayer deux semaines avec ceux qui veulent bien, et noter ce qui nous surprend.",
    ],
    because: &[
        "Je pourrais le dire en face à qui y perd.",
        "C’est ce que je voudrais si c’était à moi de l’appliquer.",
        "Je n’en suis pas sûr, mais je saurais l’expliquer demain.",
    ],
    talk: &[
        (
            BuildsOn,
            "Je ne l’avais pas vu ainsi. Et il faudrait que quelqu’un le dise tout haut.",
        ),
        (
            Challenges,
            "Je comprends, et pourtant cela retombe sur qui a le moins à dire.",
        ),
        (Asks, "Qui s’apercevrait qu’on ne le fait pas ?"),
        (
            NewIdea,
            "Personne n’a encore dit ce que nous cesserions de faire pour cela.",
        ),
    ],
    asks: &[
        "Qui d’autre est au courant ?",
        "Depuis quand est-ce ainsi ?",
        "Qu’a-t-on déjà essayé ?",
    ],
    replies: "J’avais pensé aux autres tout le temps, et presque pas à cela.",
    objects: "Cela retombe sur quelqu’un à qui on n’a rien demandé.",
    amends: "On demande d’abord à ceux que cela touche, et on y revient dans quatre semaines.",
    words: &[
        "songeur",
        "fatiguée",
        "plus clair",
        "curieuse",
        "incertain",
        "plus légère",
    ],
    tries: &[
        "Je demande chaque jour à une personne ce qui l’a gênée.",
        "Je garde cinq minutes de la prochaine réunion pour ce que personne n’a demandé.",
    ],
    when: "dans deux semaines",
};
