package dev.handover.routing.directory.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOrService;
import dev.handover.foundation.caller.StaffOrService;
import dev.handover.foundation.operation.After;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.directory.Directory;
import dev.handover.routing.directory.domain.Team;
import dev.handover.routing.directory.http.DirectoryBodies.TeamBody;
import dev.handover.routing.directory.http.DirectoryBodies.TeamList;
import dev.handover.routing.directory.http.DirectoryBodies.TeamState;
import dev.handover.routing.directory.storage.TeamRows;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
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

/** The teams of the caller's workspace. */
@RestController
@RequestMapping("/routing/v1/teams")
class TeamsController {
    private final Directory directory;
    private final TeamRows teams;

    TeamsController(Directory directory, TeamRows teams) {
        this.directory = directory;
        this.teams = teams;
    }

    /** Teams depend on nothing but what is written here: {@code after} is read and never waited for. */
    @GetMapping
    @StaffOrService
    TeamList list(Caller caller, @RequestParam(required = false) @Nullable String after) {
        if (after != null) {
            After.parse(after);
        }
        return new TeamList(
                teams.all(caller.workspace()).stream().map(TeamState::of).toList());
    }

    @PutMapping("/{teamId}")
    @ManagersOrService
    ResponseEntity<TeamState> put(
            Caller caller,
            @PathVariable @Pattern(regexp = DirectoryBodies.ID, message = DirectoryBodies.ID_RULE) String teamId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody TeamBody body) {
        Team team = directory.putTeam(
                caller.workspace(), teamId, body.name().strip(), body.chosen(), Versions.expected(ifMatch));
        return Versions.answer(
                TeamState.of(team), DirectoryRecord.teamKey(team.workspace(), team.teamId()), team.version());
    }
}
