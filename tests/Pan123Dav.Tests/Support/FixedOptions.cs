using Microsoft.Extensions.Options;

namespace Pan123Dav.Tests.Support;

/// <summary>Options as a feature gets them; a test may exchange them.</summary>
internal sealed class FixedOptions<TOptions>(TOptions value) : IOptionsMonitor<TOptions>
{
    private volatile object _value = value!;

    public TOptions CurrentValue
    {
        get => (TOptions)_value;
        set => _value = value!;
    }

    public TOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<TOptions, string?> listener) => null;
}
