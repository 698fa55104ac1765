package dev.yardstick.acceptance.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Sources;
import dev.yardstick.command.intake.dialect.Dialect;
import dev.yardstick.query.pages.operations.CrmKind;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** The CRMs whose words are understood are those that the pages offer to connect. */
class CrmKindsTest {

    @Test
    void thePagesOfferEveryCrmThatIsUnderstoodAndNoOther() throws ReflectiveOperationException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Dialect.class));
        List<String> understood = new ArrayList<>();
        for (BeanDefinition found :
                scanner.findCandidateComponents("dev.yardstick.command.intake")) {
            var dialect = Class.forName(found.getBeanClassName()).getDeclaredConstructor();
            dialect.setAccessible(true);
            understood.add(((Dialect) dialect.newInstance()).kind());
        }
        assertThat(Stream.of(CrmKind.values()).map(CrmKind::code))
                .containsExactlyInAnyOrderElementsOf(understood);
    }

    @ParameterizedTest
    @EnumSource
    void aCrmIsExplainedInBothLanguagesWithAnExampleToBeginWith(CrmKind crm) throws IOException {
        String key = "connections.kind." + crm.code();
        List<String> keys =
                Stream.concat(
                                Stream.of(key, key + ".about"),
                                IntStream.rangeClosed(1, crm.steps()).mapToObj(i -> key + "." + i))
                        .toList();
        assertThat(texts("connections.properties")).containsKeys(keys.toArray());
        assertThat(texts("connections_nl.properties")).containsKeys(keys.toArray());
        assertThat(crm.mapping()).contains("\"owners\"");
        assertThat(crm.delivery()).isNotEmpty();
    }

    private static Properties texts(String bundle) throws IOException {
        Properties texts = new Properties();
        try (Reader reader =
                Files.newBufferedReader(
                        Sources.root()
                                .resolve("query-service/src/main/resources/messages", bundle))) {
            texts.load(reader);
        }
        return texts;
    }
}
