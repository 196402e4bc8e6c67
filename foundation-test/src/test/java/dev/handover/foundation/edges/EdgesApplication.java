package dev.handover.foundation.edges;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOnly;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.idempotency.IdempotencyConfiguration;
import dev.handover.foundation.outbox.OutboxConfiguration;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service with all the shared edges and a few endpoints to try them on. */
@SpringBootApplication
@Import({OutboxConfiguration.class, IdempotencyConfiguration.class})
public class EdgesApplication {
    /** Endpoints of the tests. */
    @RestController
    @RequestMapping("/edges/v1")
    public static class Things {
        private final JdbcClient jdbc;
        private final Set<String> refused = ConcurrentHashMap.newKeySet();

        Things(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        /** A part of a thing. */
        public record Part(@NotBlank String name, @Max(10) int size) {}

        /** A thing to make. */
        public record NewThing(
                @NotBlank @Size(max = 40) String name,
                @Valid List<Part> parts) {}

        /** A thing made. */
        public record Thing(long id, String subject) {}

        /** From now on (or no longer), things of this name are refused. */
        public void refuse(String name, boolean refuse) {
            if (refuse) {
                refused.add(name);
            } else {
                refused.remove(name);
            }
        }

        @PostMapping("/things")
        @StaffOnly
        @Transactional
        public ResponseEntity<Thing> make(Caller caller, @RequestBody @Valid NewThing thing) {
            long id = jdbc.sql("insert into thing (name) values (?) returning id")
                    .param(thing.name())
                    .query(Long.class)
                    .single();
            if (refused.contains(thing.name())) {
                throw new ProblemException(ProblemType.CONFLICT, "not now");
            }
            return ResponseEntity.status(201)
                    .header("Handover-After", "after-" + id)
                    .body(new Thing(id, caller.subject()));
        }

        @GetMapping("/things")
        @StaffOnly
        public List<String> list(@RequestParam(defaultValue = "1") @Min(1) int limit) {
            return jdbc.sql("select name from thing order by id limit ?")
                    .param(limit)
                    .query(String.class)
                    .list();
        }

        @GetMapping("/managers")
        @ManagersOnly
        public String managers() {
            return "\"fine\"";
        }

        @GetMapping("/fault")
        public String fault() {
            throw new IllegalStateException("the secret is 42");
        }

        @GetMapping("/outage")
        public String outage() {
            throw new DataAccessResourceFailureException("no connection to db.internal");
        }
    }
}
