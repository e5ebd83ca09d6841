//! Random numbers against another implementation of the generator.

use baserate::simulation::{Purpose, Stream};

/// A seed, a purpose and the number of a stream.
type Case = (u64, Purpose, u64);

fn stream(case: Case) -> Stream {
    Stream::new(case.0, case.1, case.2)
}

/// The first, the second and number 200 (of normal ones 100), as `tests/reference/make_stream.py`
/// prints them.
const EXPECTED: [(Case, [f64; 3], [f64; 3]); 3] = [
    (
        (1, Purpose::Scores, 0),
        [0.783_900_149_216_444_8, 0.205_112_163_230_659, 0.297_693_598_867_351_5],
        [0.620_438_493_382_685_5, -0.644_451_106_020_945_1, 0.225_112_432_348_016_6],
    ),
    (
        (7, Purpose::Funnel, 3),
        [0.260_975_192_478_359_26, 0.455_550_179_106_017, 0.733_110_618_431_030_1],
        [-1.669_658_719_919_523, -0.310_495_098_077_970_1, 0.647_428_043_787_069_9],
    ),
    (
        ((1 << 63) + 5, Purpose::Confusion, 1 << 40),
        [0.592_889_570_749_937_5, 0.401_660_015_408_706_94, 0.527_341_879_785_088_6],
        [1.570_248_612_658_698_8, -1.662_384_949_426_193_5, 1.246_298_381_242_043],
    ),
];

#[test]
fn uniform_numbers_are_those_of_the_generator_to_the_last_bit() {
    for (case, units, _) in EXPECTED {
        let mut stream = stream(case);
        let drawn: Vec<f64> = (0..200).map(|_| stream.unit()).collect();
        let found = [drawn[0], drawn[1], drawn[199]].map(f64::to_bits);
        assert_eq!(found, units.map(f64::to_bits), "{case:?}");
    }
}

/// The logarithm of the other implementation may differ in the last bit.
#[test]
fn normal_numbers_are_those_of_the_polar_method() {
    for (case, _, normals) in EXPECTED {
        let mut stream = stream(case);
        let drawn: Vec<f64> = (0..100).map(|_| stream.normal()).collect();
        for (found, expected) in [drawn[0], drawn[1], drawn[99]].iter().zip(normals) {
            assert!((found - expected).abs() < 1e-15, "{case:?}: {found} {expected}");
        }
    }
}
