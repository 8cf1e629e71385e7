using System.Globalization;
using Microsoft.Data.Sqlite;
using Pan123Dav.Configuration;
using Pan123Dav.Storage;

namespace Pan123Dav.Data;

/// <summary>
/// Keeps the storages' tokens in the gateway's database, whose file only its owner can read. A database that cannot be used is told of once; tokens are then lost at the end.
/// </summary>
internal sealed class TokenStore(GatewayDatabase database, CurrentState state, ILogger<TokenStore> logger) : ITokenStore
{
    private int _hasFailed;

    public ValueTask<StoredToken?> ReadAsync(string key, CancellationToken cancellationToken) => UseAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value, expires, asked FROM tokens WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        using var rows = command.ExecuteReader();
        return rows.Read() ? new StoredToken(rows.GetString(0), MomentOf(rows.GetString(1)), MomentOf(rows.GetString(2))) : null;
    }, cancellationToken);

    public async ValueTask WriteAsync(string key, StoredToken token, CancellationToken cancellationToken) => await UseAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO tokens (key, value, expires, asked) VALUES ($key, $value, $expires, $asked)";
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$value", token.Value);
        command.Parameters.AddWithValue("$expires", TextOf(token.Expires));
        command.Parameters.AddWithValue("$asked", TextOf(token.Asked));
        command.ExecuteNonQuery();
        return null;
    }, cancellationToken);

    private async ValueTask<StoredToken?> UseAsync(Func<SqliteConnection, StoredToken?> use, CancellationToken cancellationToken)
    {
        // The storages of the first configuration begin before it is known where the database is.
        await state.Loaded.WaitAsync(cancellationToken);
        try
        {
            using var connection = database.Open();
            GatewayDatabase.Execute(connection, "CREATE TABLE IF NOT EXISTS tokens (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires TEXT NOT NULL, asked TEXT NOT NULL) WITHOUT ROWID");
            return use(connection);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or FormatException)
        {
            if (Interlocked.Exchange(ref _hasFailed, 1) == 0)
            {
                Log.TokensNotKept(logger, e.Message);
            }

            return null;
        }
    }

    private static string TextOf(DateTimeOffset moment) => moment.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset MomentOf(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
