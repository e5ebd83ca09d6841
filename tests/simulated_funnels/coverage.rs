//! Limits by how often they cover.
