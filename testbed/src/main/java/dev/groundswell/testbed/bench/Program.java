package dev.groundswell.testbed.bench;

/// A program of somebody else that comparisons need.
enum Program {
    PGBENCH("pgbench", "postgresql-contrib"), NGINX("nginx", "nginx-light"), VARNISH("varnishd", "varnish"), WRK("wrk", "wrk");

    private final String file;
    private final String debianPackage;

    Program(String file, String debianPackage) {
        this.file = file;
        this.debianPackage = debianPackage;
    }

    /// Its file's name.
    String file() {
        return file;
    }

    String debianPackage() {
        return debianPackage;
    }
}
