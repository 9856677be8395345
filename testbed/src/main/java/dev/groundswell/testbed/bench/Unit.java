package dev.groundswell.testbed.bench;

/// What the figures of an entry count.
enum Unit {
    /// Units of work a second.
    PER_SECOND("/s"),
    /// Units of work for each second of CPU time that all processes of the contestant's side used together, over all cores.
    PER_CPU_SECOND("/CPU-s");

    private final String sign;

    Unit(String sign) {
        this.sign = sign;
    }

    /// As it follows a number.
    String sign() {
        return sign;
    }
}
