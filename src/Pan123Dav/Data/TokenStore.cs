using System.Globalization;
using Microsoft.Data.Sqlite;
using Pan123Dav.Storage.Remote.Tokens;

namespace Pan123Dav.Data;

/// <summary>
/// Keeps the storages' tokens in the gateway's database, whose file only its owner can read. A database that
/// cannot be used is told of once; tokens are then lost at the end.
/// </summary>
internal sealed class TokenStore(GatewayDatabase database, DataDirectory directory, ILogger<TokenStore> logger) : ITokenStore
{
    private int _hasFailed;

    public ValueTask<StoredToken?> ReadAsync(string key, CancellationToken cancellationToken) => UseAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value, expires, asked FROM tokens WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        using var rows = command.ExecuteReader();
        return rows.Read() ? new StoredToken(rows.GetString(0), GetMoment(rows.GetString(1)), GetMoment(rows.GetString(2))) : null;
    }, cancellationToken);

    public async ValueTask WriteAsync(string key, StoredToken token, CancellationToken cancellationToken) => await UseAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO tokens (key, value, expires, asked) VALUES ($key, $value, $expires, $asked)";
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$value", token.Value);
        command.Parameters.AddWithValue("$expires", GetText(token.Expires));
        command.Parameters.AddWithValue("$asked", GetText(token.Asked));
        command.ExecuteNonQuery();
        return null;
    }, cancellationToken);

    private async ValueTask<StoredToken?> UseAsync(Func<SqliteConnection, StoredToken?> use, CancellationToken cancellationToken)
    {
        // The storages of the first configuration begin before it is known where the database is.
        await directory.Known.WaitAsync(cancellationToken);
        try
        {
            using var connection = database.Open();
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

    private static string GetText(DateTimeOffset moment) => moment.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset GetMoment(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
