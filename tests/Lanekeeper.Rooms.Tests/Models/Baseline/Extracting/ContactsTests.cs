using Lanekeeper.Models.Baseline.Extracting;

namespace Lanekeeper.Rooms.Tests.Models.Baseline.Extracting;

public sealed class ContactsTests
{
    [Theory]
    [InlineData("write to Ana.Silva+shop@mail.example.com, please", "Ana.Silva+shop@mail.example.com")]
    [InlineData("<bo@example.org>", "bo@example.org")]
    public void An_email_address_is_found(string text, string address)
    {
        Emails.In(text).ShouldHaveSingleItem().Value.ShouldBe(address);
    }

    [Theory]
    [InlineData("@example.com")]
    [InlineData("ana@localhost")]
    [InlineData("5 @ 3.50")]
    public void What_is_no_address_is_left_alone(string text)
    {
        Emails.In(text).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("+32 9 555 01 30", "+3295550130")]
    [InlineData("call me at (030) 123-4567.", "0301234567")]
    [InlineData("my phone: 555 123 4567", "5551234567")]
    public void A_telephone_number_is_found(string text, string number)
    {
        Phones.In(text).ShouldHaveSingleItem().Value.ShouldBe(number);
    }

    [Theory]
    [InlineData("order 4417 2290 1182")]
    [InlineData("on 03.04.2026 and 04.04.2026")]
    [InlineData("0.99")]
    public void Other_numbers_are_no_telephones(string text)
    {
        Phones.In(text).ShouldBeEmpty();
    }

    [Fact]
    public void A_link_ends_before_the_full_stop()
    {
        Links.UrisIn("See https://example.com/a?b=c. Then go on.").ShouldHaveSingleItem().Value.ShouldBe("https://example.com/a?b=c");
    }

    [Fact]
    public void A_uuid_is_found_and_written_small()
    {
        Links.UuidsIn("run 0192F0C1-2A3B-7C4D-8E5F-0123456789AB failed").ShouldHaveSingleItem().Value.ShouldBe("0192f0c1-2a3b-7c4d-8e5f-0123456789ab");
    }
}
