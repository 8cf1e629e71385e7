using System.Globalization;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>The command line of the load program.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        usage: load [--quick] [--gateway FILE] [--aot FILE|none] [--rounds N] [--seconds N] [--files N] [--client wrk|own] [--only TEXT] [--scale]
          --quick    short rounds and a tree of 100,000 files: to see that it runs, not to quote
          --gateway  a published gateway; published into a temporary folder otherwise
          --aot      one published as Native AOT; published too otherwise, which takes minutes; none leaves its rows out
          --only     the groups whose name holds this text: start, redirect, remote-auth, shared, media, listing, tree, reload, proxy
          --scale    the table of docs/scale.md instead: files times connections
        """;

    public string? Gateway { get; init; }

    public string? Aot { get; init; }

    public int Rounds { get; init; } = 5;

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Files of the large tree.</summary>
    public int Files { get; init; } = 1_000_000;

    public bool OwnClient { get; init; }

    public string Only { get; init; } = "";

    public bool Scale { get; init; }

    /// <exception cref="FormatException">An option is unknown or has no value.</exception>
    public static LoadOptions Parse(string[] arguments)
    {
        var options = new LoadOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options with { Rounds = 1, Duration = TimeSpan.FromSeconds(1), Files = 100_000 },
                "--scale" => options with { Scale = true },
                var name when i + 1 < arguments.Length => options.With(name, arguments[++i]),
                var name => throw new FormatException($"{name} is not an option, or lacks its value."),
            };
        }

        return options;
    }

    private LoadOptions With(string name, string value) => name switch
    {
        "--gateway" => this with { Gateway = Path.GetFullPath(value) },
        "--aot" => this with { Aot = value == "none" ? value : Path.GetFullPath(value) },
        "--rounds" => this with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
        "--seconds" => this with { Duration = TimeSpan.FromSeconds(int.Parse(value, CultureInfo.InvariantCulture)) },
        "--files" => this with { Files = int.Parse(value, CultureInfo.InvariantCulture) },
        "--client" => this with { OwnClient = value == "own" },
        "--only" => this with { Only = value },
        _ => throw new FormatException($"{name} is not an option."),
    };
}
