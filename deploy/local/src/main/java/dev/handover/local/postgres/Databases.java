package dev.handover.local.postgres;

import dev.handover.local.Installation;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Secrets;
import dev.handover.local.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A database and two roles for each service: one that owns the schema and migrates it, one that owns nothing. */
public final class Databases {

    private Databases() {}

    public static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public static String owner(Service service) {
        return service.database() + "_owner";
    }

    public static String application(Service service) {
        return service.database() + "_app";
    }

    /** Whether the server takes connections. */
    public static boolean answers(int port, Installation installation) {
        try (Connection connection = connect(port, "postgres", installation)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Makes what is missing; nothing that exists is changed. */
    public static void create(int port, Installation installation) {
        Secrets secrets = Secrets.of(installation);
        try (Connection server = connect(port, "postgres", installation)) {
            for (Service service : Service.values()) {
                role(server, owner(service), secrets.ownerPassword());
                role(server, application(service), secrets.applicationPassword());
                if (!exists(server, "SELECT 1 FROM pg_database WHERE datname = ?", service.database())) {
                    run(server, "CREATE DATABASE " + service.database() + " OWNER " + owner(service));
                    run(server, "REVOKE ALL ON DATABASE " + service.database() + " FROM PUBLIC");
                    run(server, "GRANT CONNECT ON DATABASE " + service.database() + " TO " + application(service));
                }
                try (Connection database = connect(port, service.database(), installation)) {
                    run(database, "ALTER SCHEMA public OWNER TO " + owner(service));
                    run(database, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
                    run(database, "GRANT USAGE ON SCHEMA public TO " + application(service));
                }
            }
        } catch (SQLException e) {
            throw LauncherFailure.withLog(
                    "the databases can't be set up: " + e.getMessage(), installation.log("postgresql"));
        }
    }

    private static Connection connect(int port, String database, Installation installation) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Postgres.SUPERUSER);
        properties.setProperty("password", Secrets.of(installation).postgresPassword());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return DriverManager.getConnection(url(port, database), properties);
    }

    private static void role(Connection server, String name, String password) throws SQLException {
        if (!exists(server, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
            run(
                    server,
                    "CREATE ROLE " + name + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '" + password + "'");
        }
    }

    private static boolean exists(Connection server, String query, String name) throws SQLException {
        try (PreparedStatement statement = server.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
