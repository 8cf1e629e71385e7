namespace Pan123Dav.Storage.Views;

/// <summary>How a path stands to a <see cref="PathScope"/>.</summary>
public enum PathScopeState
{
    /// <summary>Looks absent.</summary>
    Outside,

    /// <summary>Leads to what is allowed, and shows nothing else.</summary>
    Ancestor,

    /// <summary>Allowed, with everything below it that the scope does not take out.</summary>
    Inside,
}
