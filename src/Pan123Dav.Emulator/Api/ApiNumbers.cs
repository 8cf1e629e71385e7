namespace Pan123Dav.Emulator.Api;

/// <summary>How numbers are written.</summary>
public enum ApiNumbers
{
    /// <summary>As numbers.</summary>
    Plain,

    /// <summary>As text, <c>"size":"123"</c>.</summary>
    Strings,

    /// <summary>With a point, <c>"size":123.0</c>.</summary>
    Fractions,

    /// <summary>Larger than any integer type holds.</summary>
    Huge,

    /// <summary>Below zero.</summary>
    Negative,
}
