//! The bytes of one published file, which may be shared with other files in pieces, or be made when they are asked for.
//!
//! The navigation of a folder is the same on each of its pages but for one mark, so pages share it: where it changes, no page has to be
//! drawn again, and ten thousand pages do not hold it ten thousand times.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// The bytes of a file. Two are equal if their bytes are.
#[derive(Clone)]
pub struct Content(Kind);

#[derive(Clone)]
enum Kind {
    Whole(Arc<[u8]>),
    Pieces(Arc<Pieces>),
    Later(Arc<Later>),
}

/// A part of bytes that are shared.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    bytes: Arc<[u8]>,
    range: Range<usize>,
}

struct Pieces {
    pieces: Vec<Piece>,
    /// Kept only for those who want to see them in one piece for longer.
    joined: OnceLock<Arc<[u8]>>,
}

struct Later {
    make: Box<dyn Fn() -> Vec<u8> + Send + Sync>,
    made: OnceLock<Arc<[u8]>>,
}

impl Piece {
    /// A part of `bytes`; all of them if the range does not fit.
    pub(crate) fn new(bytes: Arc<[u8]>, range: Range<usize>) -> Self {
        let range = if bytes.get(range.clone()).is_some() { range } else { 0..bytes.len() };
        Self { bytes, range }
    }

    fn as_slice(&self) -> &[u8] {
        &self.bytes[self.range.clone()]
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.bytes, &other.bytes) && self.range == other.range
    }
}

impl From<Arc<[u8]>> for Piece {
    fn from(bytes: Arc<[u8]>) -> Self {
        Self { range: 0..bytes.len(), bytes }
    }
}

impl Content {
    /// Bytes in pieces that follow one another.
    pub(crate) fn pieces(pieces: Vec<Piece>) -> Self {
        Self(Kind::Pieces(Arc::new(Pieces { pieces, joined: OnceLock::new() })))
    }

    /// Bytes that are made when they are asked for, once.
    pub(crate) fn later(make: impl Fn() -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self(Kind::Later(Arc::new(Later { make: Box::new(make), made: OnceLock::new() })))
    }

    /// Whether the bytes have not been made yet.
    pub(crate) fn is_later(&self) -> bool {
        matches!(&self.0, Kind::Later(later) if later.made.get().is_none())
    }

    /// All the bytes.
    pub fn bytes(&self) -> Arc<[u8]> {
        match &self.0 {
            Kind::Whole(bytes) => bytes.clone(),
            Kind::Pieces(pieces) => pieces.bytes(),
            Kind::Later(later) => later.bytes().clone(),
        }
    }

    /// Whether the bytes are equal because they are the same, which takes no time to say.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Whole(one), Kind::Whole(two)) => Arc::ptr_eq(one, two),
            (Kind::Pieces(one), Kind::Pieces(two)) => {
                Arc::ptr_eq(one, two)
                    || (one.pieces.len() == two.pieces.len()
                        && one.pieces.iter().zip(&two.pieces).all(|(one, two)| one.is_same(two)))
            }
            (Kind::Later(one), Kind::Later(two)) => Arc::ptr_eq(one, two),
            _ => false,
        }
    }
}

impl Pieces {
    fn bytes(&self) -> Arc<[u8]> {
        let slices: Vec<&[u8]> = self.pieces.iter().map(Piece::as_slice).collect();
        slices.concat().into()
    }
}

impl Later {
    fn bytes(&self) -> &Arc<[u8]> {
        self.made.get_or_init(|| (self.make)().into())
    }
}

/// The bytes in one piece, which is kept; [`bytes`](Content::bytes) keeps nothing.
impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Kind::Whole(bytes) => bytes,
            Kind::Pieces(pieces) => pieces.joined.get_or_init(|| pieces.bytes()),
            Kind::Later(later) => later.bytes(),
        }
    }
}

impl<T: Into<Arc<[u8]>>> From<T> for Content {
    fn from(bytes: T) -> Self {
        Self(Kind::Whole(bytes.into()))
    }
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other) || self.bytes() == other.bytes()
    }
}

impl Eq for Content {}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Later(_) if self.is_later() => f.write_str("Content(later)"),
            _ => write!(f, "Content({:?})", String::from_utf8_lossy(&self.bytes())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_bytes_are_equal_however_they_are_held() {
        let whole = Content::from(b"abc".to_vec());
        let shared: Arc<[u8]> = b"xabx".as_slice().into();
        let pieces = vec![Piece::new(shared, 1..3), Piece::from(Arc::from(b"c".as_slice()))];
        let pieces = Content::pieces(pieces);
        let later = Content::later(|| b"abc".to_vec());
        assert!(later.is_later());
        assert_eq!(whole, pieces);
        assert_eq!(pieces, later);
        assert!(!later.is_later());
        assert_ne!(whole, Content::from(b"abd".to_vec()));
    }
}
