"""The syntax of Docusaurus and VitePress, and of MDX, one construct a module."""
