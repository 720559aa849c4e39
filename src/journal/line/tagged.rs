//! An event's name and fields within its line, both ways, without a second pass.
//!
//! serde's own internally tagged enums keep every field in between until the name is known.
//! Here the name always comes before the fields, so they are read straight into the event.

use serde::{
    Deserialize,
    de::{
        DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, VariantAccess,
        Visitor, value::MapAccessDeserializer,
    },
};

use super::Hash;
use crate::{
    id::{CommandId, Seq},
    session::{Actor, Event, FORMAT},
    stamp::Wall,
};

/// Adds `,"event":"name"` and the event's fields to a line.
pub(super) fn write(line: &mut Vec<u8>, event: &Event) -> Result<(), serde_json::Error> {
    // serde writes {"name":{fields}}.
    let whole = serde_json::to_vec(event)?;
    let inner = whole.strip_prefix(b"{\"").unwrap_or_default();
    let inner = inner.strip_suffix(b"}}").unwrap_or_default();
    let colon = inner.iter().position(|byte| *byte == b'"').unwrap_or(0);
    let (name, fields) = inner.split_at_checked(colon).unwrap_or_default();
    line.extend_from_slice(b",\"event\":\"");
    line.extend_from_slice(name);
    line.push(b'"');
    let fields = fields.strip_prefix(b"\":{").unwrap_or_default();
    // An event may have nothing to say but its name.
    if !fields.is_empty() {
        line.push(b',');
        line.extend_from_slice(fields);
    }
    Ok(())
}

/// All fields of a line but its own hash.
pub(super) struct Fields {
    pub(super) n: Seq,
    pub(super) p: Hash,
    pub(super) at: Wall,
    pub(super) mono: u64,
    pub(super) id: CommandId,
    pub(super) by: Actor,
    pub(super) event: Event,
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Fields;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the fields of a journal's line, in their order")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let n = next(&mut map, "n")?;
        let p = next(&mut map, "p")?;
        let at = next(&mut map, "at")?;
        let mono = next(&mut map, "mono")?;
        if next::<u32, _>(&mut map, "v")? > FORMAT {
            return Err(A::Error::custom("a newer version of the program wrote it"));
        }
        Ok(Fields {
            n,
            p,
            at,
            mono,
            id: next(&mut map, "id")?,
            by: next(&mut map, "by")?,
            event: Event::deserialize(Tagged(map))?,
        })
    }
}

fn next<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    map: &mut A,
    name: &'static str,
) -> Result<T, A::Error> {
    match map.next_key::<&str>()? {
        Some(key) if key == name => map.next_value(),
        _ => Err(A::Error::missing_field(name)),
    }
}

/// The rest of a line, which begins with the event's name.
struct Tagged<A>(A);

impl<'de, A: MapAccess<'de>> Deserializer<'de> for Tagged<A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, A::Error> {
        Err(A::Error::custom("only an event can be read here"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_enum(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for Tagged<A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        mut self,
        seed: V,
    ) -> Result<(V::Value, Self), A::Error> {
        match self.0.next_key::<&str>()? {
            Some("event") => Ok((self.0.next_value_seed(seed)?, self)),
            _ => Err(A::Error::missing_field("event")),
        }
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Tagged<A> {
    type Error = A::Error;

    fn unit_variant(mut self) -> Result<(), A::Error> {
        while self.0.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, A::Error> {
        seed.deserialize(MapAccessDeserializer::new(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, A::Error> {
        Err(A::Error::custom("no event is a tuple"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_map(self.0)
    }
}
