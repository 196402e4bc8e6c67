package dev.handover.ticket.due;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.ticket.TicketSteps;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs the rounds over due tickets: one instance at a time, another one when that is gone. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DueSettings.class)
class DueConfiguration {
    /** With the least number of missed ones that db-scheduler allows, 40 s until a killed instance is replaced. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final int MISSED_HEARTBEATS = 4;

    @Bean
    DueTickets dueTickets(JdbcClient jdbc, Steps steps, TicketSteps tickets, Clock clock) {
        return new DueTickets(jdbc, steps, tickets, clock);
    }

    @Bean
    @DependsOn("flywayInitializer")
    SmartLifecycle dueScheduler(DataSource database, DueTickets due, DueSettings settings) {
        return new Scheduling(database, due, settings);
    }

    /** A scheduler can't be started again, so each start makes one. */
    private static final class Scheduling implements SmartLifecycle {
        private final DataSource database;
        private final RecurringTask<Void> task;
        private final DueSettings settings;
        private volatile @Nullable Scheduler scheduler;

        Scheduling(DataSource database, DueTickets due, DueSettings settings) {
            this.database = database;
            this.settings = settings;
            this.task = Tasks.recurring("due-tickets", FixedDelay.of(settings.every()))
                    .execute((_, _) -> due.round());
        }

        @Override
        public void start() {
            Scheduler started = Scheduler.create(database)
                    .startTasks(task)
                    .threads(1)
                    .pollingInterval(settings.every())
                    .heartbeatInterval(HEARTBEAT)
                    .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                    .schedulerName(new SchedulerName.Fixed("ticket-service-" + UUID.randomUUID()))
                    .build();
            started.start();
            scheduler = started;
        }

        @Override
        public void stop() {
            Scheduler running = scheduler;
            if (running != null) {
                running.stop();
                scheduler = null;
            }
        }

        @Override
        public boolean isRunning() {
            return scheduler != null;
        }
    }
}
