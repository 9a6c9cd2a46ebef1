package dev.imageportal.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource({
            "holiday.JPG, holiday.png", "../../etc/passwd, passwd.png", "C:\\dir\\a.exe, a.png", "'', image.png",
            ".htaccess, htaccess.png", "con.jpg, image.png", "a.b.c, a.b.png", "'  x  .gif', x.png",
            "'a\"b;c%d<e>.png', a_b_c_d_e_.png", "😀.png, 😀.png"})
    void areSafeAndEndInTheRealFormat(String uploaded, String expected) {
        assertThat(FileName.of(uploaded, "png").value()).isEqualTo(expected);
    }

    @Test
    void haveNoCharactersThatHideSomething() {
        assertThat(FileName.of("a\r\nb\u202egnp.exe", "jpg").value()).isEqualTo("a__b_gnp.jpg");
        assertThat(FileName.of(null, "jpg").value()).isEqualTo("image.jpg");
        assertThat(FileName.of("é".repeat(500), "jpg").value()).hasSize(104);
    }
}
