namespace Pan123Dav.Emulator.Api;

/// <summary>What is wrong with the pages of a listing.</summary>
public enum PagingQuirk
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The first page again and again, each with the same cursor to a next one.</summary>
    StuckCursor,

    /// <summary>The first page again and again, with a cursor that moves.</summary>
    RepeatedPages,

    /// <summary>Seven items a page, whatever limit was asked for.</summary>
    ShortPages,

    /// <summary>Every second page has no items and is not the last.</summary>
    EmptyPages,

    /// <summary>Ten more are promised than come (personal listing only; the others promise nothing).</summary>
    WrongTotal,
}
