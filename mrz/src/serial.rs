//! How a zone looks in JSON, for the feature `serde`.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::field::Value;
use crate::format::{CheckName, FieldName, Format};
use crate::lines::Lines;
use crate::parse::Mrz;

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for FieldName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for CheckName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Lines {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

struct Texts<'a, 'b>(&'b Mrz<'a>);

impl Serialize for Texts<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.lines())
    }
}

struct Checks<'a, 'b>(&'b Mrz<'a>);

impl Serialize for Checks<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for check in self.0.checks() {
            map.serialize_entry(&check.name, &check.ok)?;
        }
        map.end()
    }
}

struct Fields<'a, 'b>(&'b Mrz<'a>);

impl Serialize for Fields<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in self.0.fields() {
            map.serialize_entry(&field.name, &field.value)?;
        }
        map.end()
    }
}

impl Serialize for Mrz<'_> {
    /// `{"format", "lines", "valid", "checks": {name: bool}, "fields": {name: value}}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut zone = serializer.serialize_struct("Mrz", 5)?;
        zone.serialize_field("format", &self.format())?;
        zone.serialize_field("lines", &Texts(self))?;
        zone.serialize_field("valid", &self.valid())?;
        zone.serialize_field("checks", &Checks(self))?;
        zone.serialize_field("fields", &Fields(self))?;
        zone.end()
    }
}
