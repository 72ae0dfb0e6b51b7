//! Tests of the whole calculation; the tests of single parts stand beside them.

mod sample;
mod worked_example;
