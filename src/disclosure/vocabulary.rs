//! The closed lists of words in which a figure is described.

use std::fmt;

/// Declares an enum whose values are written as fixed words in files, on the command line and in
/// results.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$value_doc])* $value),+ }

        impl $name {
            /// Every value, in the order in which they are listed to a reader.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The word that stands for this value in files and results.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }

            /// Returns the value that `word` stands for, or `None` when there is none.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// A stage of the disclosure funnel: what happened to the units that a figure counts.
    Stage {
        /// Passed through the detector.
        Scanned = "scanned",
        /// Flagged by the detector.
        Flagged = "flagged",
        /// Flagged and then reviewed by a human.
        Reviewed = "reviewed",
        /// Reviewed and found not violating.
        Rejected = "rejected",
        /// Reviewed and found violating.
        Confirmed = "confirmed",
        /// Removed, suspended or otherwise acted against.
        Actioned = "actioned",
        /// Acted against, with a complaint about it.
        Appealed = "appealed",
        /// Upheld after a complaint.
        Upheld = "upheld",
        /// Reversed in part after a complaint.
        PartiallyReversed = "partially_reversed",
        /// Reversed after a complaint.
        Reversed = "reversed",
        /// Complained about, with no decision taken on the complaint.
        Omitted = "omitted",
        /// Complained about, with the decision still to come.
        Pending = "pending",
        /// Reversed although nobody complained.
        ReversedWithoutAppeal = "reversed_without_appeal",
        /// Audited at random among decisions neither appealed nor reversed.
        Audited = "audited",
        /// Audited and found wrong.
        AuditedWrong = "audited_wrong",
        /// Audited at random among what was not flagged.
        UnflaggedAudited = "unflagged_audited",
        /// Audited among what was not flagged and found violating.
        UnflaggedAuditedViolating = "unflagged_audited_violating",
        /// Reported to an authority or a clearing house.
        Reported = "reported",
        /// A notice on which no action was taken, with a complaint about that.
        NoticeDeclinedAppealed = "notice_declined_appealed",
        /// Such a complaint that succeeded: a miss, not a false positive.
        NoticeDeclinedReversed = "notice_declined_reversed",
    }
}

impl Stage {
    /// The stage as a reader of a report would say it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::PartiallyReversed => "partially reversed",
            Self::ReversedWithoutAppeal => "reversed without an appeal",
            Self::AuditedWrong => "audited and wrong",
            Self::UnflaggedAudited => "audited among the unflagged",
            Self::UnflaggedAuditedViolating => "violating in that audit",
            Self::NoticeDeclinedAppealed => "declined notices appealed",
            Self::NoticeDeclinedReversed => "declined notices reversed",
            _ => self.word(),
        }
    }
}

words! {
    /// What a figure counts.
    Unit {
        /// An image, video, message or other piece of content.
        Item = "item",
        /// An account; a user counts as one.
        Account = "account",
        /// A report to an authority or a clearing house.
        Report = "report",
        /// A conversation.
        Conversation = "conversation",
        /// A decision about an item or an account.
        Decision = "decision",
    }
}

impl Unit {
    /// The unit in the plural.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Item => "items",
            Self::Account => "accounts",
            Self::Report => "reports",
            Self::Conversation => "conversations",
            Self::Decision => "decisions",
        }
    }
}

/// Where what is counted comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The European Union.
    Eu,
    /// The whole world.
    World,
    /// Not stated by the source.
    Unknown,
    /// One country, by its two-letter ISO 3166 code in upper case.
    Country(String),
}

impl Scope {
    /// Returns the scope that `word` stands for: `eu`, `world`, `unknown` or a two-letter ISO
    /// country code, or `None` when it is none of these.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "eu" => Some(Self::Eu),
            "world" => Some(Self::World),
            "unknown" => Some(Self::Unknown),
            _ => {
                let code = word.to_ascii_uppercase();
                let is_code = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
                (is_code && code != "EU").then_some(Self::Country(code))
            }
        }
    }

    /// The word that stands for this scope in files and results.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Eu => "eu",
            Self::World => "world",
            Self::Unknown => "unknown",
            Self::Country(code) => code,
        }
    }

    /// The scope as a reader of a report would say it.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Eu => "EU",
            Self::World => "worldwide",
            Self::Unknown => "scope not stated",
            Self::Country(code) => code,
        }
    }
}

impl serde::Serialize for Scope {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for stage in Stage::ALL {
            assert_eq!(Stage::from_word(stage.word()), Some(*stage));
        }
        assert_eq!(Stage::from_word("Scanned"), None);
        assert_eq!(Unit::from_word("account"), Some(Unit::Account));
    }

    #[test]
    fn scopes_are_the_union_the_world_a_country_or_unknown() {
        assert_eq!(Scope::from_word("eu"), Some(Scope::Eu));
        assert_eq!(Scope::from_word("nl"), Some(Scope::Country("NL".to_owned())));
        assert_eq!(Scope::from_word("EU"), None);
        assert_eq!(Scope::from_word("europe"), None);
    }
}
