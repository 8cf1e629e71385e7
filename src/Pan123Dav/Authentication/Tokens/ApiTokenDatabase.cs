using Microsoft.Data.Sqlite;
using Pan123Dav.Data;

namespace Pan123Dav.Authentication.Tokens;

/// <summary>Tokens in the gateway's database, whose file only its owner can read; the <c>api-token</c> command writes there while a gateway runs.</summary>
/// <param name="dataDirectory">The folder of the database.</param>
/// <param name="time">The clock; null for the system's.</param>
internal sealed class ApiTokenDatabase(Func<string> dataDirectory, TimeProvider? time = null) : IApiTokenStore
{
    // Asked for every few seconds, so it makes nothing.
    public IReadOnlyDictionary<string, KeptToken> Read() => Guard(() =>
    {
        using var connection = GatewayDatabase.OpenExisting(dataDirectory());
        return connection is not null && HasTable(connection) ? ReadAll(connection) : [];
    });

    public IReadOnlyDictionary<string, KeptToken> Add(IReadOnlyDictionary<string, KeptToken> tokens) => Use(connection =>
    {
        Insert(connection, "OR IGNORE", "", tokens);
        return ReadAll(connection);
    });

    public void Replace(string user, string token) => Use(connection =>
    {
        var now = (time ?? TimeProvider.System).GetUtcNow().ToUnixTimeMilliseconds();
        Insert(
            connection, "", "ON CONFLICT (user) DO UPDATE SET token = excluded.token, changed = max(excluded.changed, changed + 1)",
            new Dictionary<string, KeptToken> { [user] = new(token, now) });
        return true;
    });

    public void TakeOver(IReadOnlyDictionary<string, KeptToken> tokens) => Use(connection =>
    {
        Insert(
            connection, "", "ON CONFLICT (user) DO UPDATE SET token = excluded.token, changed = excluded.changed WHERE excluded.changed >= changed", tokens);
        return true;
    });

    // Not in a file of an older program, which the first writing changes.
    private static bool HasTable(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM pragma_table_info('api_tokens') WHERE name = 'changed'";
        return command.ExecuteScalar() is not null;
    }

    private static Dictionary<string, KeptToken> ReadAll(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT user, token, changed FROM api_tokens";
        using var rows = command.ExecuteReader();
        var tokens = new Dictionary<string, KeptToken>(StringComparer.Ordinal);
        while (rows.Read())
        {
            // What an owner wrote there by hand may be anything.
            if (rows.GetString(1) is var token && ApiToken.IsValid(token))
            {
                tokens[rows.GetString(0)] = new KeptToken(token, rows.GetInt64(2));
            }
        }

        return tokens;
    }

    private static void Insert(SqliteConnection connection, string or, string onConflict, IReadOnlyDictionary<string, KeptToken> tokens)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var (user, token) in tokens)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Both parts are constants of the callers.
            command.CommandText = $"INSERT {or} INTO api_tokens (user, token, changed) VALUES ($user, $token, $changed) {onConflict}";
#pragma warning restore CA2100
            command.Parameters.AddWithValue("$user", user);
            command.Parameters.AddWithValue("$token", token.Value);
            command.Parameters.AddWithValue("$changed", token.Changed);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
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
