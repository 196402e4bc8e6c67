package dev.handover.ticket.http;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A body of text that is not too long for an event: {@link Text#MAX_BYTES} in UTF-8. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Body.Length.class)
@interface Body {
    String message() default "must be at most 65536 bytes long in UTF-8";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Measures. */
    final class Length implements ConstraintValidator<Body, String> {
        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return Text.fits(text);
        }
    }
}
