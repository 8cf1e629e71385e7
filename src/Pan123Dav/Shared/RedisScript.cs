namespace Pan123Dav.Shared;

/// <summary>
/// The scripts that Redis runs, each as one step that nobody sees half of. Their texts lie in <c>Scripts/</c>, with what they take and answer.
/// </summary>
internal static class RedisScript
{
    public static readonly string Take = Read("take");

    public static readonly string Exchange = Read("exchange");

    public static readonly string Merge = Read("merge");

    public static readonly string Forget = Read("forget");

    public static readonly string ApiTokens = Read("api-tokens");

    private static string Read(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"scripts/{name}.lua")
            ?? throw new InvalidOperationException($"The script {name} is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
