namespace Lanekeeper.JsonSchema.Patterns;

/// <summary>A pattern that ECMA-262 does not know, or that .NET cannot say. Caught where patterns are compiled.</summary>
internal sealed class EcmaSyntaxException(string message) : Exception(message);
