package dev.groundswell.local.suite;

import java.io.PrintStream;
import java.util.List;

/// What one can do with a suite that has just become ready.
final class Welcome {
    private Welcome() {}

    static void print(PrintStream out, String gateway, List<Instance> instances) {
        out.println();
        out.println("Groundswell is up: " + gateway);
        for (Instance instance : instances) {
            String does = instance.role() == Role.BOTH ? "" : "   role " + instance.role().word();
            out.printf("  %-12s %s   management %s/q/health%s%n", instance.name(), instance.url(), instance.managementUrl(), does);
        }
        out.println("""

                Look around:
                  curl '%1$s/api/products?limit=3'
                Place an order:
                  curl -i %1$s/api/orders -H "Authorization: Bearer $(./dev token alice)" -H 'Idempotency-Key: my-first-order' \\
                    -H 'Content-Type: application/json' -d '{"currency": "GBP", "lines": [{"sku": "DEMO-0001", "quantity": 2}]}'
                Stop: ./dev down (or Ctrl-C in the terminal it runs in). Logs: ./dev logs order-1
                """.formatted(gateway));
        out.flush();
    }
}
