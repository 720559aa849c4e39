//! The names of settings, and page noise: rows of the table of words.

use super::{Row, Word};

#[rustfmt::skip]
pub(super) const AUTHOR: Row = (Word::Author, [
    &["author", "authors", "by"], &["autor", "autora", "autores"], &["autor", "autora", "autores"], &["auteur", "auteure", "auteurs"],
    &["autor", "autorin", "verfasser"], &["автор", "авторы"], &["作者"], &["المؤلف"], &["מחבר", "מחברת"],
    &["autore", "autrice"],
    &["auteur"],
    &["著者", "執筆者"],
    &["저자"],
    &["autor"],
    &["yazar"],
    &["författare"],
    &[],
    &[],
    &[],
    &[],
    &[],
]);

#[rustfmt::skip]
pub(super) const LANGUAGE: Row = (Word::Language, [
    &["language", "lang"], &["idioma", "lengua"], &["idioma", "língua"], &["langue"], &["sprache"], &["язык"], &["语言"], &["اللغة"], &["שפה"],
    &["lingua"],
    &["taal"],
    &["言語"],
    &["언어"],
    &["język"],
    &["dil"],
    &["språk"],
    &[],
    &[],
    &[],
    &[],
    &[],
]);

#[rustfmt::skip]
pub(super) const LICENCE: Row = (Word::Licence, [
    &["licence", "license"], &["licencia"], &["licença"], &["licence"], &["lizenz"], &["лицензия"], &["许可", "许可证"], &["الترخيص"],
    &["רישיון"],
    &["licenza"],
    &["licentie"],
    &["ライセンス"],
    &["라이선스"],
    &["licencja"],
    &["lisans"],
    &["licens"],
    &[],
    &[],
    &[],
    &[],
    &[],
]);

#[rustfmt::skip]
pub(super) const TAGS: Row = (Word::Tags, [
    &["tags", "keywords", "topics"], &["etiquetas", "palabras clave"], &["etiquetas", "palavras-chave"], &["mots-clés", "étiquettes"],
    &["schlagworte", "schlagwörter", "stichworte"], &["теги", "ключевые слова"], &["标签", "关键词"], &["الوسوم", "الكلمات المفتاحية"],
    &["תגיות", "מילות מפתח"],
    &["parole chiave"],
    &["trefwoorden"],
    &["キーワード", "タグ"],
    &["키워드", "태그"],
    &["słowa kluczowe"],
    &["anahtar kelimeler", "etiketler"],
    &["nyckelord"],
    &[],
    &[],
    &[],
    &[],
    &[],
]);

#[rustfmt::skip]
pub(super) const LEVEL: Row = (Word::Level, [
    &["level", "audience", "target group"], &["nivel"], &["nível"], &["niveau", "public visé"], &["niveau", "stufe", "zielgruppe"], &["уровень"], &["级别", "难度"],
    &["المستوى"], &["רמה"],
    &["livello"],
    &["doelgroep"],
    &["対象", "レベル"],
    &["대상", "수준"],
    &["poziom"],
    &["düzey"],
    &["nivå", "målgrupp"],
    &[],
    &[],
    &[],
    &[],
    &[],
]);

#[rustfmt::skip]
pub(super) const PROTOCOL: Row = (Word::Protocol, [
    &["protocol"], &["protocolo"], &["protocolo"], &["protocole"], &["protokoll"], &["протокол"], &["规程"], &["البروتوكول"], &["פרוטוקול"],
    &["protocollo"],
    &["protocol"],
    &["プロトコル"],
    &["프로토콜"],
    &["protokół"],
    &["protokol"],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
]);

#[rustfmt::skip]
pub(super) const ROLES: Row = (Word::Roles, [
    &["roles"], &["papeles"], &["papéis"], &["rôles"], &["rollen"], &["роли"], &["角色"], &["الأدوار"], &["תפקידים"],
    &["ruoli"],
    &[],
    &["役割"],
    &["역할"],
    &["role"],
    &["roller"],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
]);

#[rustfmt::skip]
pub(super) const TITLE: Row = (Word::Title, [
    &["title", "subject"], &["título", "asunto"], &["título", "assunto"], &["titre", "objet"], &["titel", "betreff"], &["название", "тема"], &["标题", "主题"], &["العنوان", "الموضوع"], &["כותרת", "נושא"],
    &["titolo"],
    &[],
    &["題名", "タイトル"],
    &["제목"],
    &["tytuł"],
    &["başlık"],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
]);

#[rustfmt::skip]
pub(super) const NOISE: Row = (Word::Noise, [
    &["read more", "read full text", "full text", "talk to us", "schedule a call", "share", "share this", "share this article",
      "download pdf", "download", "view pdf", "sign in", "sign up", "log in", "subscribe", "cookie settings", "accept cookies",
      "published version free", "published version", "back to top", "skip to main content", "contact us", "join us", "advertisement",
      "show more", "view more", "print", "home", "menu", "related articles", "get access", "cite", "cite this article", "skip to content", "related posts", "related reading", "related content", "you may also like", "you might also like", "leave a comment", "leave a reply", "post navigation", "about us", "contact", "blog", "search", "privacy policy", "terms of use", "all rights reserved", "follow us", "newsletter", "subscribe to our newsletter", "comments", "add to cart", "buy now", "order now", "login", "register"],
    &["leer más", "compartir", "iniciar sesión", "suscribirse", "contáctenos"],
    &["leia mais", "ler mais", "partilhar", "compartilhar", "entrar", "fale conosco"],
    &["lire la suite", "partager", "se connecter", "nous contacter"],
    &["weiterlesen", "mehr lesen", "teilen", "anmelden", "nach oben", "kontakt", "drucken"],
    &["читать далее", "подробнее", "поделиться", "войти"],
    &["阅读更多", "阅读全文", "分享", "登录", "联系我们"],
    &["اقرأ المزيد", "مشاركة", "تسجيل الدخول", "اتصل بنا"],
    &["קרא עוד", "שיתוף", "התחברות", "צור קשר"],
    &["leggi di più", "leggi tutto", "condividi", "accedi", "iscriviti", "torna su"],
    &["lees meer", "delen", "inloggen", "naar boven"],
    &["続きを読む", "シェア", "ログイン", "お問い合わせ"],
    &["더 보기", "공유", "로그인", "문의하기"],
    &["czytaj więcej", "udostępnij", "zaloguj się"],
    &["devamını oku", "paylaş", "giriş yap"],
    &["läs mer", "dela", "logga in"],
    &[],
    &[],
    &[],
    &[],
    &[],
]);

#[rustfmt::skip]
pub(super) const REHEARSAL: Row = (Word::Rehearsal, [
    &["rehearsal"], &[], &[], &["répétition"], &["probelauf"], &[], &[], &[], &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
]);

#[rustfmt::skip]
pub(super) const NUMBER: Row = (Word::Number, [
    &["number"], &["cifra"], &["número"], &["chiffre"], &["zahl"], &["число"], &["数字"], &["العدد"], &["מספר"],
    &["cifra"],
    &["getal"],
    &["数値"],
    &["숫자"],
    &["liczba"],
    &["sayı"],
    &["tal"],
    &["संख्या"],
    &["con số"],
    &["angka"],
    &["число"],
    &["عدد"],
]);

#[rustfmt::skip]
pub(super) const IN_BASKET: Row = (Word::InBasket, [
    &["in-basket", "in basket", "in-tray", "in tray"],
    &["bandeja de entrada"],
    &["caixa de entrada"],
    &["corbeille", "corbeille d arrivée"],
    &["postkorb", "posteingang"],
    &[], &[], &[], &[],
    &["cesta della posta"],
    &["postbakje"],
    &[], &[], &[], &[], &[], &[], &[], &[], &[], &[],
]);

#[rustfmt::skip]
pub(super) const SYNOPSIS: Row = (Word::Synopsis, [
    &["synopsis"],
    &["sinopsis"],
    &["sinopse"],
    &[],
    &[],
    &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[],
]);

#[rustfmt::skip]
pub(super) const READING_TIME: Row = (Word::ReadingTime, [
    &["reading time", "time to read"],
    &["tiempo de lectura"],
    &["tempo de leitura"],
    &["temps de lecture"],
    &["lesezeit"],
    &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[],
]);

#[rustfmt::skip]
pub(super) const CLOSING_TIME: Row = (Word::ClosingTime, [
    &["closing time", "time for the close"],
    &["tiempo de cierre"],
    &["tempo de encerramento"],
    &["temps de clôture"],
    &["schlusszeit", "zeit für den schluss"],
    &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[],
]);

#[rustfmt::skip]
pub(super) const BOARD: Row = (Word::Board, [
    &["board plan"],
    &["plan de pizarra"],
    &["plano de quadro"],
    &["plan de tableau"],
    &["tafelbild"],
    &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[],
]);

#[rustfmt::skip]
pub(super) const LEAVE_OUT: Row = (Word::LeaveOut, [
    &["leave out"],
    &["omitir"],
    &["omitir"],
    &["laisser de côté"],
    &["weglassen"],
    &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[],
]);

#[rustfmt::skip]
pub(super) const BUILDS_ON: Row = (Word::BuildsOn, [
    &["builds on"],
    &["se basa en"],
    &["com base em"],
    &["suite de"],
    &["baut auf"],
    &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[], &[],
]);

/// What is left out before anything else, in the languages that have a word for leaving out.
pub const FIRST: &[&str] = &[
    "first",
    "primero",
    "primeiro",
    "en premier",
    "d abord",
    "zuerst",
    "als erstes",
];
/// What is never left out.
pub const NEVER: &[&str] = &["never", "nunca", "jamais", "nie", "niemals"];
