using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>
/// The scripts that Redis runs, each as one step that nobody sees half of. Their texts lie in <c>Scripts/</c>, with what they take and answer.
/// </summary>
internal sealed class RedisScript
{
    public static readonly RedisScript Take = new("take");

    public static readonly RedisScript Exchange = new("exchange");

    public static readonly RedisScript Merge = new("merge");

    public static readonly RedisScript Forget = new("forget");

    public static readonly RedisScript ApiTokens = new("api-tokens");

    private readonly string _text;
    private readonly byte[] _hash;

    [SuppressMessage("Security", "CA5350", Justification = "It is what Redis calls its scripts by.")]
    private RedisScript(string name)
    {
        _text = Read(name);
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(_text));
    }

    /// <summary>Runs it by its hash, which the library would look up by the whole text; Redis is given the text when it does not know it.</summary>
    /// <exception cref="RedisException">Redis does not answer, or not as it should.</exception>
    public async Task<RedisResult> RunAsync(IDatabaseAsync database, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, keys, values);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ScriptEvaluateAsync(_text, keys, values);
        }
    }

    private static string Read(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"scripts/{name}.lua")
            ?? throw new InvalidOperationException($"The script {name} is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
