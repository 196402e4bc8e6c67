package dev.handover.foundation.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** The outermost edge of HTTP: every exception becomes one problem document, faults without internals. */
@RestControllerAdvice
public class ProblemHandler extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException e) {
        return answer(e.type(), String.valueOf(e.getMessage()), e.members());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> denied(AccessDeniedException e) {
        return answer(
                ProblemType.FORBIDDEN, "The caller's role, scopes or workspace do not allow this call.", Map.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mistyped(MethodArgumentTypeMismatchException e) {
        return invalid(List.of(new ProblemException.FieldProblem("?" + e.getName(), "is not of the expected form")));
    }

    @ExceptionHandler({
        TransientDataAccessException.class,
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<ProblemDetail> outage(RuntimeException e) {
        log.atWarn().setCause(e).log("a request could not be served: the database is not available");
        return answer(ProblemType.UNAVAILABLE, "The service can't answer now; nothing was decided.", Map.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> fault(Exception e) {
        log.atError().setCause(e).log("a request failed");
        return answer(ProblemType.INTERNAL, "The request was not carried out because of a fault here.", Map.of());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<ProblemException.FieldProblem> fields = new ArrayList<>();
        for (var error : e.getBindingResult().getAllErrors()) {
            String path = error instanceof FieldError field ? field.getField() : "";
            fields.add(new ProblemException.FieldProblem(pointer(path), String.valueOf(error.getDefaultMessage())));
        }
        return widen(invalid(fields));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<ProblemException.FieldProblem> fields = new ArrayList<>();
        for (var result : e.getParameterValidationResults()) {
            if (result instanceof ParameterErrors body) {
                body.getFieldErrors()
                        .forEach(error -> fields.add(new ProblemException.FieldProblem(
                                pointer(error.getField()), String.valueOf(error.getDefaultMessage()))));
                continue;
            }
            String name = String.valueOf(result.getMethodParameter().getParameterName());
            for (MessageSourceResolvable error : result.getResolvableErrors()) {
                fields.add(new ProblemException.FieldProblem("?" + name, String.valueOf(error.getDefaultMessage())));
            }
        }
        return widen(invalid(fields));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String pointer = "";
        String detail = "the body is missing or is not readable";
        if (e.getCause() instanceof DatabindException bad) {
            pointer = pointer(bad.getPath());
            detail = "is not of the expected form";
        } else if (e.getCause() instanceof JacksonException) {
            detail = "the body is not valid JSON";
        }
        return widen(invalid(List.of(new ProblemException.FieldProblem(pointer, detail))));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemType type = switch (status.value()) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ProblemType.UNAVAILABLE;
            default -> status.is4xxClientError() ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL;
        };
        if (type == ProblemType.INTERNAL) {
            log.atError().setCause(e).log("a request failed");
        }
        return widen(answer(type, type.title() + ".", Map.of()));
    }

    private static ResponseEntity<ProblemDetail> invalid(List<ProblemException.FieldProblem> fields) {
        return answer(
                ProblemType.INVALID_REQUEST,
                fields.size() == 1 ? "1 field is not valid" : fields.size() + " fields are not valid",
                Map.of("errors", fields));
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemType type, String detail, Map<String, Object> members) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(type.status());
        if (type == ProblemType.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(ProblemWriter.document(type, detail, members));
    }

    private static ResponseEntity<Object> widen(ResponseEntity<ProblemDetail> answer) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .body(answer.getBody());
    }

    private static String pointer(String path) {
        return path.isEmpty()
                ? ""
                : "/" + path.replace("[", "/").replace("]", "").replace('.', '/');
    }

    private static String pointer(List<JacksonException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (var step : path) {
            pointer.append('/').append(step.getPropertyName() != null ? step.getPropertyName() : step.getIndex());
        }
        return pointer.toString();
    }
}
