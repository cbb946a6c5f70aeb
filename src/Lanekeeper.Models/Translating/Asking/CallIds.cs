using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Lanekeeper.Models.Translating.Asking;

/// <summary>Ids of tool calls: Anthropic takes fewer letters than others make them of.</summary>
internal static class CallIds
{
    private static readonly SearchValues<char> Taken = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <returns>The id itself or, where Anthropic does not take it, always the same one in its place.</returns>
    public static string ForMessages(string id) =>
        id.Length > 0 && !id.AsSpan().ContainsAnyExcept(Taken) ? id : $"toolu_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..24]}";
}
