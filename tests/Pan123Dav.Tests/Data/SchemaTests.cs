using Microsoft.Data.Sqlite;
using Pan123Dav.Data;

namespace Pan123Dav.Tests.Data;

public sealed class SchemaTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SchemaTests() => _connection.Open();

    [Fact]
    public void Update_EmptyFile_HasAllTablesAndTheVersion()
    {
        Schema.Update(_connection);
        Schema.Update(_connection);

        Assert.Equal(Schema.Version, GetNumber("PRAGMA user_version"));
        Assert.Equal(4L, GetNumber("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('metadata', 'tokens', 'usage', 'usage_files')"));
    }

    [Fact]
    public void Update_FileFromBeforeThereWereVersions_KeepsWhatIsInIt()
    {
        // As 0.1.0 made it; usage_files came later.
        GatewayDatabase.Execute(_connection, """
            CREATE TABLE usage (day TEXT NOT NULL, user TEXT NOT NULL, links INTEGER NOT NULL, bytes INTEGER NOT NULL, refused INTEGER NOT NULL,
                PRIMARY KEY (day, user)) STRICT, WITHOUT ROWID;
            INSERT INTO usage VALUES ('2026-11-24', 'me', 3, 4000, 0);
            """);

        Schema.Update(_connection);

        Assert.Equal(4000L, GetNumber("SELECT bytes FROM usage WHERE user = 'me'"));
        Assert.Equal(0L, GetNumber("SELECT count(*) FROM usage_files"));
    }

    [Fact]
    public void Update_FileFromBeforeRequestsWereKept_CountsThemFromNowOn()
    {
        Schema.Update(_connection);
        GatewayDatabase.Execute(_connection, """
            DROP TABLE usage_requests;
            ALTER TABLE api_tokens DROP COLUMN changed;
            INSERT INTO usage VALUES ('2026-11-24', 'me', 3, 4000, 1);
            PRAGMA user_version = 3;
            """);

        Schema.Update(_connection);
        GatewayDatabase.Execute(_connection, "INSERT INTO usage_requests VALUES ('2026-11-24', 'me', 5, 2)");

        Assert.Equal(Schema.Version, GetNumber("PRAGMA user_version"));
        Assert.Equal(4000 + 5 + 2L, GetNumber("SELECT bytes + served + usage_requests.refused FROM usage JOIN usage_requests USING (day, user)"));
    }

    [Fact]
    public void Update_FileOfANewerProgram_IsLeftAlone()
    {
        GatewayDatabase.Execute(_connection, "PRAGMA user_version = 1000");

        Assert.Contains("1000", Assert.Throws<IOException>(() => Schema.Update(_connection)).Message, StringComparison.Ordinal);
        Assert.Equal(0L, GetNumber("SELECT count(*) FROM sqlite_master"));
    }

    public void Dispose() => _connection.Dispose();

    private long GetNumber(string query)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = query;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
