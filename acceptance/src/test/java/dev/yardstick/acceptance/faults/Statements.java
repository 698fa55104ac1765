package dev.yardstick.acceptance.faults;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Every SQL statement of a package, as its classes hold it: the compiler joins what is constant, so
 * what is in the source is here, run or not.
 */
final class Statements {

    private static final Pattern BEGINNING =
            Pattern.compile(
                    "^[\\s(]*((select|insert into|update|delete from|merge into|values)\\s+\\S"
                            + "|with (recursive )?\\w+ as ).*",
                    Pattern.DOTALL);

    /** A text in quotes, a cast, or a parameter, with or without a name. */
    private static final Pattern PARAMETER =
            Pattern.compile("'[^']*'|\"[^\"]*\"|::|\\?|:([a-z]\\w*)");

    /** Where what is put together later goes: it is looked at as a whole. */
    private static final Pattern PART = Pattern.compile("\u0001|%s");

    private Statements() {}

    /**
     * A statement.
     *
     * @param type the simple name of the class that holds it
     * @param sql with numbered parameters
     */
    record Statement(String type, String sql) {

        @Override
        public String toString() {
            return type + ": " + sql;
        }
    }

    /** Those of a package and the packages below it. */
    static List<Statement> of(String rootPackage) throws IOException {
        List<Statement> found = new ArrayList<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver()
                        .getResources(
                                "classpath*:" + rootPackage.replace('.', '/') + "/**/*.class")) {
            ClassModel type = ClassFile.of().parse(file.getContentAsByteArray());
            List<String> composed = composed(type);
            Stream<String> written =
                    StreamSupport.stream(type.constantPool().spliterator(), false)
                            .filter(StringEntry.class::isInstance)
                            .map(entry -> ((StringEntry) entry).stringValue())
                            .filter(sql -> composed.isEmpty() || !PART.matcher(sql).find());
            String name = type.thisClass().asInternalName();
            Stream.concat(written, composed.stream())
                    .filter(sql -> BEGINNING.matcher(sql).matches())
                    .forEach(sql ->
                            found.add(
                                    new Statement(
                                            name.substring(name.lastIndexOf('/') + 1),
                                            numbered(sql))));
        }
        return found;
    }

    /** The constants that a class puts together when it is loaded, as they are then. */
    private static List<String> composed(ClassModel type) {
        return type.fields().stream()
                .filter(field -> field.fieldType().equalsString("Ljava/lang/String;"))
                .filter(field -> field.flags().has(AccessFlag.STATIC))
                .filter(field -> field.flags().has(AccessFlag.FINAL))
                .filter(field -> field.findAttribute(Attributes.constantValue()).isEmpty())
                .map(field -> value(type, field.fieldName().stringValue()))
                .toList();
    }

    private static String value(ClassModel type, String field) {
        try {
            Field constant =
                    Class.forName(type.thisClass().asInternalName().replace('/', '.'))
                            .getDeclaredField(field);
            constant.setAccessible(true);
            return (String) constant.get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String numbered(String sql) {
        Map<String, Integer> names = new LinkedHashMap<>();
        StringBuilder numbered = new StringBuilder();
        Matcher parts = PARAMETER.matcher(sql);
        while (parts.find()) {
            String part = parts.group();
            boolean named = parts.group(1) != null;
            if (named || part.equals("?")) {
                String name = named ? part : "?" + names.size();
                int number = names.computeIfAbsent(name, n -> names.size() + 1);
                parts.appendReplacement(numbered, "\\$" + number);
            }
        }
        return parts.appendTail(numbered).toString().strip().replaceAll("\\s+", " ");
    }
}
