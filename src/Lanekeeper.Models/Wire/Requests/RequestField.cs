using System.Text.Json;

namespace Lanekeeper.Models.Wire.Requests;

/// <summary>The fields of a request that are read; of each of them a request may have one.</summary>
internal enum RequestField
{
    Unknown,
    Model,
    Stream,
    StreamOptions,
    MaxTokens,
    MaxCompletionTokens,
    MaxOutputTokens,
    Choices,
    Tools,
    Functions,
    Messages,
    Input,
    Shape,
    Store,
    PreviousResponse,
    Conversation,
    Background,
    Container,
    ServiceTier,
}

internal static class RequestFields
{
    /// <param name="json">Stands at a member's name.</param>
    public static RequestField At(ref Utf8JsonReader json)
    {
        // The length is a cheap first look; a name with escapes has another, and is compared in full.
        foreach (var (name, field) in All)
        {
            if ((json.ValueIsEscaped || json.ValueSpan.Length == name.Length) && json.ValueTextEquals(name))
            {
                return field;
            }
        }

        return RequestField.Unknown;
    }

    private static readonly (byte[] Name, RequestField Field)[] All =
    [
        ("model"u8.ToArray(), RequestField.Model),
        ("stream"u8.ToArray(), RequestField.Stream),
        ("stream_options"u8.ToArray(), RequestField.StreamOptions),
        ("max_tokens"u8.ToArray(), RequestField.MaxTokens),
        ("max_completion_tokens"u8.ToArray(), RequestField.MaxCompletionTokens),
        ("max_output_tokens"u8.ToArray(), RequestField.MaxOutputTokens),
        ("n"u8.ToArray(), RequestField.Choices),
        ("tools"u8.ToArray(), RequestField.Tools),
        ("functions"u8.ToArray(), RequestField.Functions),
        ("messages"u8.ToArray(), RequestField.Messages),
        ("input"u8.ToArray(), RequestField.Input),
        ("response_format"u8.ToArray(), RequestField.Shape),
        ("text"u8.ToArray(), RequestField.Shape),
        ("output_config"u8.ToArray(), RequestField.Shape),
        ("output_format"u8.ToArray(), RequestField.Shape),
        ("store"u8.ToArray(), RequestField.Store),
        ("previous_response_id"u8.ToArray(), RequestField.PreviousResponse),
        ("conversation"u8.ToArray(), RequestField.Conversation),
        ("background"u8.ToArray(), RequestField.Background),
        ("container"u8.ToArray(), RequestField.Container),
        ("service_tier"u8.ToArray(), RequestField.ServiceTier),
    ];
}
