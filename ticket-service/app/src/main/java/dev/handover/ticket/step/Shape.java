package dev.handover.ticket.step;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which components a state has, and those that these are made of: what is written of another shape is not read. */
final class Shape {
    private static final int LENGTH = 16;
    private final String own = Shape.class.getPackageName().replaceFirst("[.][a-z]+$", ".");
    private final SortedMap<String, String> types = new TreeMap<>();

    private Shape() {}

    /** A short text that is another one when anything about the state's components is. */
    static String of(Class<?> state) {
        Shape shape = new Shape();
        shape.add(state);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(shape.types.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(Type type) {
        if (type instanceof ParameterizedType of) {
            add(of.getRawType());
            Arrays.stream(of.getActualTypeArguments()).forEach(this::add);
        } else if (type instanceof Class<?> one && one.getName().startsWith(own) && !types.containsKey(one.getName())) {
            types.put(one.getName(), "");
            StringBuilder text = new StringBuilder();
            if (one.isEnum()) {
                text.append(Arrays.toString(one.getEnumConstants()));
            }
            if (one.isRecord()) {
                for (RecordComponent component : one.getRecordComponents()) {
                    text.append(component.getName()).append(' ').append(component.getGenericType());
                    add(component.getGenericType());
                }
            }
            if (one.isSealed()) {
                Arrays.stream(one.getPermittedSubclasses()).forEach(this::add);
            }
            types.put(one.getName(), text.toString());
        }
    }
}
