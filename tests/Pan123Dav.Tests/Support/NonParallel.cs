namespace Pan123Dav.Tests.Support;

/// <summary>Tests that run when no others do, for they measure the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NonParallel
{
    public const string Name = "Alone";
}
