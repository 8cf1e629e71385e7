using Microsoft.Data.Sqlite;
using Pan123Dav.Data;

namespace Pan123Dav.Authentication.Tokens;

/// <summary>Tokens in the gateway's database, whose file only its owner can read; the <c>api-token</c> command writes there while a gateway runs.</summary>
/// <param name="dataDirectory">The folder of the database.</param>
internal sealed class ApiTokenDatabase(Func<string> dataDirectory) : IApiTokenStore
{
    // Asked for every few seconds, so it makes nothing.
    public IReadOnlyDictionary<string, string> Read() => Guard(() =>
    {
        using var connection = GatewayDatabase.OpenExisting(dataDirectory());
        return connection is not null && HasTable(connection) ? ReadAll(connection) : [];
    });

    public IReadOnlyDictionary<string, string> Add(IReadOnlyDictionary<string, string> tokens) => Use(connection =>
    {
        using var transaction = connection.BeginTransaction();
        foreach (var (user, token) in tokens)
        {
            Insert(connection, "INSERT OR IGNORE INTO api_tokens (user, token) VALUES ($user, $token)", user, token);
        }

        transaction.Commit();
        return ReadAll(connection);
    });

    public void Replace(string user, string token) => Use(connection =>
    {
        Insert(connection, "INSERT OR REPLACE INTO api_tokens (user, token) VALUES ($user, $token)", user, token);
        return true;
    });

    // Not in a file of an older program, which the first writing changes.
    private static bool HasTable(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'api_tokens'";
        return command.ExecuteScalar() is not null;
    }

    private static Dictionary<string, string> ReadAll(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT user, token FROM api_tokens";
        using var rows = command.ExecuteReader();
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            // What an owner wrote there by hand may be anything.
            if (rows.GetString(1) is var token && ApiToken.IsValid(token))
            {
                tokens[rows.GetString(0)] = token;
            }
        }

        return tokens;
    }

    private static void Insert(SqliteConnection connection, string statement, string user, string token)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of the callers.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$user", user);
        command.Parameters.AddWithValue("$token", token);
        command.ExecuteNonQuery();
    }

    private TResult Use<TResult>(Func<SqliteConnection, TResult> use) => Guard(() =>
    {
        using var connection = GatewayDatabase.Open(dataDirectory());
        return use(connection);
    });

    private static TResult Guard<TResult>(Func<TResult> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or InvalidCastException)
        {
            throw new ApiTokenStoreException(e);
        }
    }
}
