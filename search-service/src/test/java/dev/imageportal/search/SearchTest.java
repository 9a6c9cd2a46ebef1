package dev.imageportal.search;

import static dev.imageportal.search.Pictures.picture;
import static dev.imageportal.search.Pictures.someone;
import static dev.imageportal.search.Pictures.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.events.GoldenEvents;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a query finds, and in which order.
class SearchTest {

    private final RunningSearch service = RunningSearch.shared();
    private final String user = someone();

    private PublishedImage indexed(String caption) {
        PublishedImage image = picture(user, caption);
        service.index(image);
        return image;
    }

    private PublishedImage indexed(String caption, String altText) {
        PublishedImage image = picture(Pictures.id(Instant.now()), user, caption, altText, 1);
        service.index(image);
        return image;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', commentCharacter = '\1', textBlock = """
            A foggy morning at the harbour      | foggy
            A foggy morning at the harbour      | HARBOUR morning
            A foggy morning at the harbour      | foggy harb
            A foggy morning at the harbour      | h
            A foggy morning at the harbour      | fogyg
            A foggy morning at the harbour      | mornin
            A foggy morning at the harbour      | moorning
            A foggy morning at the harbour      | narbour
            A foggy morning at the harbour      | "foggy morning"
            A foggy morning at the harbour      | “foggy morning”
            A foggy morning at the harbour      | "morning at the
            A foggy morning at the harbour      | foggy -evening
            Crème brûlée in the café            | creme brulee
            Creme brulee in the cafe            | crème brûlée
            L'été à la plage                    | l'été
            Die Größe der Straße                | GRÖSSE strasse
            Ｆｕｌｌ ｗｉｄｔｈ                        | full width
            full width                          | ｆｕｌｌ
            東京タワーの夜景                        | 東京
            東京タワーの夜景                        | 夜景
            Привет из Москвы                    | привет
            Добрый вечер                        | вечор
            صورة جميلة                          | جميلة
            A blossom 🌸 in spring               | 🌸
            One #Größe for all                  | #größe
            One #Größe for all                  | #GRÖßE -#größer
            Lights of #東京 at night             | #東京
            Say #привет to all                  | #ПРИВЕТ
            Full width #ｃａｔ                    | #cat
            #a_b2 with signs                    | #A_B2
            many #tags #here                    | #here #tags many
            """)
    void finds(String caption, String query) {
        PublishedImage image = indexed(caption);

        assertThat(service.ids("@" + user + " " + query))
                .containsExactly(image.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', commentCharacter = '\1', textBlock = """
            A foggy morning at the harbour      | sunny
            A foggy morning at the harbour      | foggy sunny
            A foggy morning at the harbour      | ornin
            A foggy morning at the harbour      | fog harbour
            A foggy morning at the harbour      | fggoy
            A foggy morning at the harbour      | teh harbour
            A foggy morning at the harbour      | "morning foggy"
            A foggy morning at the harbour      | "foggy morn"
            A foggy morning at the harbour      | "fogyy morning"
            A foggy morning at the harbour      | morning -foggy
            A foggy morning at the harbour      | morning -"at the harbour"
            東京タワーの夜景                        | 京東
            One #Größe for all                  | #grö
            One #Größe for all                  | #größen
            One #Größe for all                  | one -#größe
            The tag alone                       | #tag
            """)
    void doesNotFind(String caption, String query) {
        indexed(caption);

        assertThat(service.ids("@" + user + " " + query)).isEmpty();
    }

    @Test
    void findsByUserExactly() {
        PublishedImage image = indexed("a");
        PublishedImage other = picture(user + "2", "a");
        service.index(other);

        assertThat(service.ids("@" + user)).containsExactly(image.id());
        assertThat(service.ids("from:" + user.toUpperCase(java.util.Locale.ROOT))).containsExactly(image.id());
        assertThat(service.ids("a -@" + user + " @" + user + "2")).containsExactly(other.id());
    }

    @Test
    void looksIntoTheAlternativeText() {
        String word = word();
        PublishedImage image = indexed("caption", "A lake " + word);

        assertThat(service.ids(word)).containsExactly(image.id());
        assertThat(service.ids("\"lake " + word + "\"")).containsExactly(image.id());
        assertThat(service.ids("caption " + word.substring(0, 9))).containsExactly(image.id());
    }

    @Test
    void excludesAlone() {
        PublishedImage image = indexed(word());

        assertThat(service.ids("-" + word() + " -" + word())).contains(image.id());
        assertThat(service.ids("-" + image.caption())).doesNotContain(image.id());
    }

    @Test
    void ordersByHowCloselyThenNewestFirst() {
        String word = word();
        PublishedImage typo = indexed(word.replaceFirst("^.", "a"));
        PublishedImage longer = indexed(word + "er");
        PublishedImage described = indexed("here", word);
        PublishedImage older = indexed("older " + word);
        PublishedImage newer = indexed("newer " + word);

        assertThat(service.ids(word)).containsExactly(newer.id(), older.id(), described.id(), longer.id(), typo.id());
        assertThat(service.ids(word, "sort=relevance", "limit=2")).containsExactly(newer.id(), older.id());
        assertThat(service.ids(word, "sort=newest"))
                .containsExactly(newer.id(), older.id(), described.id(), longer.id(), typo.id());
    }

    @Test
    void ordersByTimeAloneWhenAsked() {
        String word = word();
        PublishedImage exact = indexed(word);
        PublishedImage longer = indexed(word + "er");
        PublishedImage typo = indexed(word.replaceFirst("^.", "a"));

        assertThat(service.ids(word, "sort=newest")).containsExactly(typo.id(), longer.id(), exact.id());
        assertThat(service.ids(word)).containsExactly(exact.id(), longer.id(), typo.id());
    }

    @Test
    void answersWithTheWholeImage() {
        ImageUploaded golden = (ImageUploaded) GoldenEvents.IMAGE_UPLOADED.event();
        PublishedImage published = golden.image();
        PublishedImage image = new PublishedImage(Pictures.id(Instant.now()), user, published.caption(),
                published.altText(), published.hashtags(), published.width(), published.height(), published.bytes(),
                published.contentType(), published.thumbHash(), published.createdAt(), published.version(),
                published.renditions(), published.originalUrl(), published.camera());
        service.index(image);

        JsonNode item = service.search("#alps @" + user).get("items").get(0);

        assertThat(item.propertyNames()).containsExactly("id", "username", "displayName", "caption", "altText",
                "hashtags", "width", "height", "bytes", "contentType", "thumbHash", "createdAt", "version",
                "renditions", "originalUrl", "camera", "highlight");
        assertThat(item.get("displayName").asString()).isEqualTo(user);
        assertThat(item.get("createdAt").asString()).isEqualTo("2026-05-04T10:15:30.123Z");
        assertThat(item.get("renditions").size()).isEqualTo(4);
        assertThat(item.get("camera").get("fNumber").asDouble()).isEqualTo(5.6);
        assertThat(item.get("highlight").asString())
                .isEqualTo("Morning over the <mark>#Alps</mark>, first #snow");
    }

    @Test
    void highlightsSafely() {
        String word = word();
        PublishedImage image = indexed("<b onclick=\"x\">" + word + "</b> & more");

        JsonNode found = service.search(word.substring(0, 8)).get("items").get(0);

        assertThat(found.get("id").asString()).isEqualTo(image.id());
        assertThat(found.get("highlight").asString())
                .isEqualTo("&lt;b onclick=&quot;x&quot;&gt;<mark>" + word + "</mark>&lt;/b&gt; &amp; more");
        assertThat(service.search("@" + user).get("items").get(0).get("highlight").isNull()).isTrue();
    }

    @Test
    void countsExactlyUpToABound() {
        String word = word();
        indexed("one " + word);
        indexed("two " + word);

        JsonNode total = service.search(word, "limit=1").get("total");

        assertThat(total.get("value").asInt()).isEqualTo(2);
        assertThat(total.get("exact").asBoolean()).isTrue();
    }
}
