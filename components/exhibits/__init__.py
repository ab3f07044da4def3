"""Views as they are published beyond their page: embeds, images, downloads, citations."""
