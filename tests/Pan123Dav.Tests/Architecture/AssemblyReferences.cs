using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Pan123Dav.Tests.Architecture;

/// <summary>One folder uses a type of another.</summary>
/// <param name="From">Namespace of the type that uses, without the project's own; empty for the root folder.</param>
/// <param name="To">Namespace of the type that is used, likewise.</param>
/// <param name="Example">One pair of types, for the message.</param>
internal readonly record struct FolderReference(string From, string To, string Example);

/// <summary>Reads from a compiled assembly which types use which: aliases, qualified names and global usings hide nothing. A folder is its namespace.</summary>
internal static class AssemblyReferences
{
    /// <summary>Every pair of folders of the assembly, once.</summary>
    public static IReadOnlyList<FolderReference> Read(string assemblyFile, string rootNamespace)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(assemblyFile);
        var found = new Dictionary<(string, string), FolderReference>();
        foreach (var type in assembly.MainModule.GetTypes())
        {
            var from = GetFolder(type, rootNamespace);
            foreach (var used in GetUsedTypes(type))
            {
                if (from is not null && used.Scope == assembly.MainModule && GetFolder(used, rootNamespace) is { } to && to != from)
                {
                    found.TryAdd((from, to), new FolderReference(from, to, $"{GetOutermost(type).Name} uses {GetOutermost(used).Name}"));
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>The folders that hold types.</summary>
    public static IReadOnlyList<string> ReadFolders(string assemblyFile, string rootNamespace)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(assemblyFile);
        return [.. assembly.MainModule.GetTypes().Select(type => GetFolder(type, rootNamespace)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    // Null for what the compiler and its generators add outside of the project's namespaces.
    private static string? GetFolder(TypeReference type, string rootNamespace)
    {
        var outermost = GetOutermost(type);
        return outermost.Namespace == rootNamespace || outermost is { Namespace: "", Name: "Program" } ? ""
            : outermost.Namespace.StartsWith(rootNamespace + ".", StringComparison.Ordinal) ? outermost.Namespace[(rootNamespace.Length + 1)..]
            : null;
    }

    private static TypeReference GetOutermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static IEnumerable<TypeReference> GetUsedTypes(TypeDefinition type)
    {
        var used = new List<TypeReference?> { type.BaseType };
        used.AddRange(type.Interfaces.Select(implemented => implemented.InterfaceType));
        used.AddRange(type.CustomAttributes.Select(attribute => attribute.AttributeType));
        used.AddRange(type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType));
        used.AddRange(type.Fields.Select(field => field.FieldType));
        foreach (var method in type.Methods)
        {
            used.Add(method.ReturnType);
            used.AddRange(method.Parameters.Select(parameter => parameter.ParameterType));
            used.AddRange(method.CustomAttributes.Select(attribute => attribute.AttributeType));
            if (method.HasBody)
            {
                used.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
                used.AddRange(method.Body.Instructions.SelectMany(GetUsedTypes));
            }
        }

        return used.SelectMany(GetParts);
    }

    private static IEnumerable<TypeReference?> GetUsedTypes(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method =>
            [method.DeclaringType, method.ReturnType, .. method.GenericArguments, .. method.Parameters.Select(parameter => parameter.ParameterType)],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)],
        _ => [],
    };

    // A list of arrays of entries uses the entry.
    private static IEnumerable<TypeReference> GetParts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(GetParts)],
        TypeSpecification specification => GetParts(specification.ElementType),
        _ => [type],
    };
}
