//! The encodings of RTF: one of the file, others of its fonts.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, KOI8_R, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
    WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// How the bytes of a font are to be read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Charset {
    /// As the file says.
    Ours,
    /// As letters.
    Letters(&'static Encoding),
    /// As signs to draw with.
    Signs,
}

/// The encoding of a code page, by its number in Windows.
pub(super) fn of_page(page: i32) -> &'static Encoding {
    match page {
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10_000 => MACINTOSH,
        20_866 => KOI8_R,
        65_001 => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// The encoding of a font, by its `\fcharset`.
pub(super) fn of_font(set: i32) -> Charset {
    Charset::Letters(match set {
        2 => return Charset::Signs,
        77 => MACINTOSH,
        128 => SHIFT_JIS,
        129 => EUC_KR,
        134 => GBK,
        136 => BIG5,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return Charset::Ours,
    })
}

/// A sign of the fonts Symbol and Wingdings: points of lists, boxes to tick and ticks.
pub(super) fn sign(byte: u8) -> char {
    match byte {
        b'o' | b'q' | 0xa8 => '☐',
        0xfe => '☑',
        0xfc => '✓',
        0xfb => '✗',
        0xe0 => '→',
        byte if byte.is_ascii() => char::from(byte),
        _ => '•',
    }
}
