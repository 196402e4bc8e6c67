package dev.handover.routing.directory;

import dev.handover.foundation.outbox.Outbox;
import dev.handover.routing.assignment.Router;
import dev.handover.routing.assignment.storage.TeamLocks;
import dev.handover.routing.directory.storage.OperatorRows;
import dev.handover.routing.directory.storage.TeamRows;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the directory. */
@Configuration(proxyBeanMethods = false)
class DirectoryConfiguration {

    @Bean
    OperatorRows operatorRows(JdbcClient jdbc) {
        return new OperatorRows(jdbc);
    }

    @Bean
    TeamRows teamRows(JdbcClient jdbc) {
        return new TeamRows(jdbc);
    }

    @Bean
    Directory directory(
            OperatorRows operators,
            TeamRows teams,
            TeamLocks locks,
            Router router,
            Outbox outbox,
            Clock clock,
            TransactionTemplate transactions) {
        return new Directory(operators, teams, locks, router, new DirectoryPublisher(outbox, clock), transactions);
    }
}
