package dev.handover.routing.directory.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOrService;
import dev.handover.foundation.caller.Role;
import dev.handover.foundation.caller.StaffOrService;
import dev.handover.routing.assignment.ReadWait;
import dev.handover.routing.assignment.storage.Workloads;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.DirectoryRecord.Availability;
import dev.handover.routing.directory.Directory;
import dev.handover.routing.directory.domain.Operator;
import dev.handover.routing.directory.http.DirectoryBodies.AvailabilityBody;
import dev.handover.routing.directory.http.DirectoryBodies.OperatorBody;
import dev.handover.routing.directory.http.DirectoryBodies.OperatorItem;
import dev.handover.routing.directory.http.DirectoryBodies.OperatorList;
import dev.handover.routing.directory.http.DirectoryBodies.OperatorState;
import dev.handover.routing.directory.storage.OperatorRows;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operators of the caller's workspace. */
@RestController
@RequestMapping("/routing/v1/operators")
class OperatorsController {
    private final Directory directory;
    private final OperatorRows operators;
    private final Workloads workloads;
    private final ReadWait wait;

    OperatorsController(Directory directory, OperatorRows operators, Workloads workloads, ReadWait wait) {
        this.directory = directory;
        this.operators = operators;
        this.workloads = workloads;
        this.wait = wait;
    }

    @GetMapping
    @StaffOrService
    OperatorList list(Caller caller, @RequestParam(required = false) @Nullable String after) {
        wait.forTickets(caller.workspace(), after);
        Map<String, Integer> loads = workloads.active(caller.workspace());
        return new OperatorList(operators.all(caller.workspace()).stream()
                .map(operator -> OperatorItem.of(operator, loads.getOrDefault(operator.operatorId(), 0)))
                .toList());
    }

    @PutMapping("/{operatorId}")
    @ManagersOrService
    ResponseEntity<OperatorState> put(
            Caller caller,
            @PathVariable @Pattern(regexp = DirectoryBodies.ID, message = DirectoryBodies.ID_RULE) String operatorId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody OperatorBody body) {
        return answer(
                directory.putOperator(caller.workspace(), operatorId, body.profile(), Versions.expected(ifMatch)));
    }

    @PutMapping("/{operatorId}/availability")
    @StaffOrService
    ResponseEntity<OperatorState> availability(
            Caller caller,
            @PathVariable @Pattern(regexp = DirectoryBodies.ID, message = DirectoryBodies.ID_RULE) String operatorId,
            @Valid @RequestBody AvailabilityBody body) {
        return answer(directory.setAvailability(
                caller.workspace(),
                operatorId,
                Availability.valueOf(body.availability().toUpperCase(Locale.ROOT)),
                operator -> caller.role() != Role.OPERATOR
                        || caller.subject().equals(operator.profile().subject())));
    }

    private static ResponseEntity<OperatorState> answer(Operator operator) {
        return Versions.answer(
                OperatorState.of(operator),
                DirectoryRecord.operatorKey(operator.workspace(), operator.operatorId()),
                operator.version());
    }
}
