namespace Pan123Dav.Emulator.Api;

/// <summary>What comes in place of the answer.</summary>
public enum ApiBody
{
    /// <summary>The answer.</summary>
    Normal,

    /// <summary>A page of HTML, with status 200 unless another is asked for.</summary>
    Html,

    /// <summary>The first half of the answer, as if that were all of it.</summary>
    Truncated,

    /// <summary>The first half of the answer, then the connection ends.</summary>
    CutOff,

    /// <summary>The answer's JSON in a hundred thousand arrays.</summary>
    DeepNesting,

    /// <summary>An array where an object is due.</summary>
    NotAnObject,

    /// <summary>Objects where arrays and numbers are due, and the other way round.</summary>
    WrongTypes,

    /// <summary>The envelope alone, <c>"data":null</c>.</summary>
    NoData,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>Bytes that are no UTF-8.</summary>
    NotText,

    /// <summary>JSON that goes on until the client leaves.</summary>
    Endless,
}
