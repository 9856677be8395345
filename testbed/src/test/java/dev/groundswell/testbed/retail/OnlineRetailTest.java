package dev.groundswell.testbed.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/// The figures of the real data, counted independently of this code.
class OnlineRetailTest {

    @Test
    void countsWhatTheFileHolds() {
        Path file = RetailData.file();
        assumeThat(file).as("the data of Online Retail, which is not part of the project; -Dgroundswell.retail=FILE names it").exists();

        Retail retail = Retail.read(file);

        assertThat(retail.lines()).isEqualTo(320_705);
        assertThat(retail.used()).isEqualTo(225_558);
        assertThat(retail.used() + retail.leftOut().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(320_705);
        assertThat(retail.leftOut()).containsEntry(LeftOut.NO_CUSTOMER, 88_652L);
        assertThat(retail.invoices()).hasSize(11_342);
        assertThat(retail.invoicesWithoutProducts()).isEqualTo(71);
        assertThat(retail.skus()).hasSize(3_388);
        assertThat(retail.skus().stream().filter(sku -> sku.history().size() > 1)).hasSize(2_022);
        assertThat(retail.skus().stream().mapToLong(Retail.Sku::demand).sum()).isEqualTo(3_069_854);
        assertThat(retail.customers()).hasSize(3_314);
        assertThat(retail.takings()).isEqualTo(515_914_674);
        assertThat(retail.totalAtCurrentPrices()).isEqualTo(551_798_649);
    }
}
